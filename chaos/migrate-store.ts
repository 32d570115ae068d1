/** A process that opens a store for writing under a version more: `node migrate-store.ts FILE`. It is made to be killed. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { openStoreForWriting } from "../main/store/open.ts";
import { ownMigrations, versionToCome } from "./versions.ts";

const [, , file = ""] = process.argv;
const sql = readFileSync(path.join(import.meta.dirname, "migrations/annotations.sql"), "utf8");
const migrations = [...ownMigrations, { version: versionToCome, sql }];
console.log(JSON.stringify({ type: "opening" }));
openStoreForWriting({ file, migrations }).close();
console.log(JSON.stringify({ type: "migrated" }));

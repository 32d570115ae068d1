/** A process that opens a store for writing under a version more: `node migrate-store.ts FILE`. It is made to be killed. */
import path from "node:path";
import { migrationsFolder } from "../main/paths.ts";
import { loadMigrations } from "../main/store/migrations.ts";
import { openStoreForWriting } from "../main/store/open.ts";

const [, , file = ""] = process.argv;
const migrations = [migrationsFolder, path.join(import.meta.dirname, "migrations")].flatMap(loadMigrations);
console.log(JSON.stringify({ type: "opening" }));
openStoreForWriting({ file, migrations }).close();
console.log(JSON.stringify({ type: "migrated" }));

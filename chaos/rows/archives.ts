/** Hostile archives, imported beside a folder that has to stay as it is. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GuidepostError } from "../../main/errors.ts";
import { importProject } from "../../main/projects/archive/import.ts";
import { hostileArchives } from "../../main/projects/archive/testing/hostile-archives.ts";
import { fingerprint } from "../library.ts";
import type { Row } from "../row.ts";

export const archives: Row = {
  name: "archives",
  title: "hostile archives: names, links, bombs, lies of the manifest and of the zip",
  promise: "the archive is refused with its reason, and no file anywhere around has come, gone or changed",
  cases: { short: 200, long: null },
  async open(home) {
    const hostile = await hostileArchives(home);
    const around = path.join(home, "around");
    mkdirSync(path.join(around, "projects"), { recursive: true });
    writeFileSync(path.join(around, "canary"), "untouched");
    return {
      total: hostile.length,
      async attempt(number) {
        const { name, reason, bytes } = hostile[number];
        const file = path.join(home, "hostile.guidepost");
        writeFileSync(file, bytes());
        const before = everythingBelow(home);
        await requireRefused(file, path.join(around, "projects", "target"), name, reason);
        assert.equal(everythingBelow(home), before, `${name} has left something behind`);
        rmSync(file);
        return "refused";
      },
      close() {},
    };
  },
};

async function requireRefused(file: string, target: string, name: string, reason: RegExp): Promise<void> {
  const refusal = await importProject(file, target).then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof GuidepostError, `${name} ends with ${refusal ?? "an import"}`);
  assert.match(refusal.message, reason, name);
}

/** Names, sizes and the contents of what is small. */
function everythingBelow(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile()) return file;
    const { size } = statSync(file);
    return `${file} ${size < 2 ** 16 ? readFileSync(file, "base64") : size}`;
  });
  return fingerprint(files.sort());
}

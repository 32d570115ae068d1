/** A migration to the next version, killed half-way. */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openProject, storeFile } from "../../main/projects/project.ts";
import { handedOut } from "../handed-out.ts";
import { type Columns, columnsOf, fingerprintsOf, looking, requireWhole } from "../library.ts";
import { startScript } from "../program.ts";
import type { Row } from "../row.ts";
import { copyStore, trainedProject } from "../trained-project.ts";
import { versionToCome } from "../versions.ts";

const script = path.join(import.meta.dirname, "../migrate-store.ts");

export const migration: Row = {
  name: "migration",
  title: "kill -9 in the midst of a migration to a newer version",
  promise: "the store is the old one, whole and readable, or the new one, whole; a copy of the old one is kept",
  cases: { short: 5, long: 50 },
  async open(home) {
    const trained = await trainedProject(home);
    const columns = columnsOf(storeFile(trained));
    const content = fingerprintsOf(storeFile(trained), columns);
    const before: Before = { columns, content, handedOut: handedOut(trained) };
    const duration = await durationOf(copyStore(trained, path.join(home, "whole")));
    return {
      async attempt(number, random) {
        const project = copyStore(trained, path.join(home, `${number}`));
        await killed(project, random.uniform() * duration);
        const way = oldOrNew(project, before);
        requireCopy(project, before);
        // Whoever opens it next brings it to the new version.
        await migrated(project);
        requireNew(project, before);
        rmSync(project, { recursive: true });
        return way;
      },
      close() {},
    };
  },
};

/** How long a migration takes that nobody disturbs [ms]. */
async function durationOf(project: string): Promise<number> {
  const program = startScript(script, [storeFile(project)]);
  await program.until(({ type }) => type === "opening");
  const startedAt = performance.now();
  await program.until(({ type }) => type === "migrated");
  await program.ended;
  return performance.now() - startedAt;
}

async function killed(project: string, after: number): Promise<void> {
  const program = startScript(script, [storeFile(project)]);
  await program.until(({ type }) => type === "opening");
  await pause(after);
  program.kill();
  await program.ended;
}

async function migrated(project: string): Promise<void> {
  const { code, stderr } = await startScript(script, [storeFile(project)]).ended;
  assert.equal(code, 0, `the migration cannot be done again: ${stderr}`);
}

/** The store as it was at the old version. */
interface Before {
  columns: Columns;
  content: Record<string, string>;
  handedOut: ReturnType<typeof handedOut>;
}

function oldOrNew(project: string, before: Before): string {
  requireWhole(project);
  if (versionOf(storeFile(project)) === versionToCome) {
    requireNew(project, before);
    assert.throws(() => openProject(project, "write"), /newer Guidepost/);
    return "new";
  }
  assert.deepEqual(columnsOf(storeFile(project)), before.columns);
  assert.deepEqual(handedOut(project), before.handedOut);
  requireSame(storeFile(project), before);
  return "old";
}

function requireNew(project: string, before: Before): void {
  const file = storeFile(project);
  assert.equal(versionOf(file), versionToCome);
  requireSame(file, before);
  const bare = looking(file, (db) =>
    db.prepare("SELECT count(*) FROM iterations WHERE annotated != 20000").pluck().get(),
  );
  assert.equal(bare, 0, `${bare} iterations are of the old version in a store of the new one`);
}

/** Where the copy that is kept has its name, it is the whole old store. */
function requireCopy(project: string, before: Before): void {
  const copy = `${storeFile(project)}.v${versionToCome - 1}`;
  if (existsSync(copy)) requireSame(copy, before);
  else assert.equal(versionOf(storeFile(project)), versionToCome - 1, "a store was migrated without a copy");
}

function requireSame(file: string, { columns, content }: Before): void {
  assert.deepEqual(fingerprintsOf(file, columns), content, `what was in ${path.basename(file)} has changed`);
}

function versionOf(file: string): number {
  return looking(file, (db) => Number(db.pragma("user_version", { simple: true })));
}

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { openProject, storeFile } from "../projects/project.ts";
import { type FilledProject, fillProject } from "../store/testing/filled-project.ts";
import { makeFirstVersion } from "../store/testing/first-version.ts";
import { outputTo } from "./context.ts";
import { runCli } from "./main.ts";

let filled: FilledProject;
let config: string;

beforeAll(() => {
  filled = fillProject(2);
  config = mkdtempSync(path.join(os.tmpdir(), "guidepost-config-"));
});
afterAll(() => {
  filled.remove();
  rmSync(config, { recursive: true, force: true });
});

async function guidepost(project: string, ...argv: string[]) {
  const written = { out: "", err: "" };
  const stream = (key: "out" | "err") => ({
    write: (text: string) => {
      written[key] += text;
      return true;
    },
  });
  const env = { XDG_CONFIG_HOME: config, XDG_DATA_HOME: config };
  const output = outputTo(stream("out"), stream("err"), env);
  const context = { output, env, tasks: taskDescriptions, trainerEntry: "none is needed" };
  const exitCode = await runCli([...argv, "--project", project], context);
  const lines = (): Record<string, unknown>[] =>
    written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { exitCode, ...written, lines };
}

function damage(folder: string): void {
  const db = new Database(storeFile(folder));
  db.exec("UPDATE rollouts SET metric = 7 WHERE run = 2 AND iteration = 3 AND sample = 0");
  db.close();
}

test("verify names the run, repair mends it, and verify is content", async () => {
  const folder = filled.copy();
  expect(await guidepost(folder, "verify")).toMatchObject({ exitCode: 0, err: "" });
  damage(folder);
  const table = await guidepost(folder, "verify");
  expect(table.exitCode).toBe(1);
  expect(table.out).toMatch(/0002 +3 +rollouts +a row does not match its checksum/);
  expect(table.out).toMatch(/1 problem in run 0002 \(\d+ runs, .*guidepost repair/);
  const json = await guidepost(folder, "verify", "--json");
  expect(json.lines()).toMatchObject([
    { type: "finding", run: 2, iteration: 3, part: "rollouts" },
    { type: "verification", runs: 2, sound: false, findings: 1 },
  ]);
  const repaired = await guidepost(folder, "repair");
  expect(repaired.exitCode).toBe(0);
  expect(repaired.out).toMatch(/Run 0002: iteration 3: 1 of its rollouts is missing/);
  expect(repaired.out).toMatch(/rows are good; of the others 1 could be read and did not match their checksums/);
  expect(readdirSync(folder).some((name) => name.startsWith("runs.sqlite.damaged-"))).toBe(true);
  expect((await guidepost(folder, "verify")).exitCode).toBe(0);
  expect((await guidepost(folder, "repair")).out).toMatch(/Nothing is damaged/);
});

test("a terminal shows how far a verification has come, and nothing of it stays", async () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) > 0, isTTY: true, columns: 120 };
  const env = { XDG_CONFIG_HOME: config, XDG_DATA_HOME: config };
  const output = outputTo(stream, stream, env);
  const context = { output, env, tasks: taskDescriptions, trainerEntry: "none is needed" };
  await runCli(["verify", "--project", filled.copy()], context);
  const shown = written.join("");
  expect(shown).toMatch(/Checking the structure of the file/);
  expect(shown).toMatch(/Comparing rows with their checksums 0 of \d+/);
  expect(shown.split("\u001b[2K").at(-1)).toMatch(/^[^█░]*every row as it was written[^█░]*$/);
});

test("repair is not for a project that somebody writes to", async () => {
  const folder = filled.copy();
  damage(folder);
  const writer = openProject(folder, "write");
  expect((await guidepost(folder, "repair")).err).toMatch(/open for writing in another Guidepost \(process \d+/);
  expect((await guidepost(folder, "verify")).exitCode).toBe(1);
  writer.close();
});

test("a project goes through a file, and back into another one", async () => {
  const folder = filled.copy();
  const [file, target] = [path.join(filled.around, "moved.guidepost"), path.join(filled.around, "moved")];
  expect(await guidepost(folder, "project", "export", file)).toMatchObject({ exitCode: 0, err: "" });
  expect((await guidepost(folder, "project", "export", file)).err).toMatch(/exists\..*--force/);
  expect((await guidepost(folder, "project", "export", file, "--force")).exitCode).toBe(0);
  expect((await guidepost(folder, "project", "import", file, "--into", target)).out).toMatch(/Project original is at/);
  expect((await guidepost(target, "runs", "--json")).lines()).toHaveLength(2);
  const merged = await guidepost(target, "project", "merge", folder);
  expect(merged.out).toMatch(/Run 0001 of .* was left out: it is here already as run 0001/);
  const empty = path.join(filled.around, "empty");
  expect((await guidepost(empty, "project", "create", empty, "--name", "Second")).exitCode).toBe(0);
  expect((await guidepost(empty, "project", "merge", folder)).out).toMatch(/Run 0002 of .* is run 0002 here/);
});

test("a project of version 1 is listed, shown, exported and moved as it is; what writes brings it to the newest", async () => {
  const folder = filled.copy();
  makeFirstVersion(storeFile(folder));
  expect((await guidepost(folder, "runs", "--json")).lines()).toHaveLength(2);
  expect(await guidepost(folder, "show", "latest")).toMatchObject({ exitCode: 0, err: "" });
  expect(await guidepost(folder, "verify")).toMatchObject({ exitCode: 0 });
  const [file, target] = [path.join(filled.around, "old.guidepost"), path.join(filled.around, "old-moved")];
  expect(await guidepost(folder, "project", "export", file)).toMatchObject({ exitCode: 0 });
  expect((await guidepost(folder, "project", "import", file, "--into", target)).out).toMatch(/Project original is at/);
  expect((await guidepost(target, "runs", "--json")).lines()).toHaveLength(2);
  expect(readdirSync(folder)).not.toContain("runs.sqlite.v1");
  expect(await guidepost(folder, "project", "change", "--name", "new")).toMatchObject({ exitCode: 0 });
  expect(readdirSync(folder)).toContain("runs.sqlite.v1");
  const [{ version }] = (await guidepost(folder, "verify", "--json")).lines();
  expect(version).toBe(2);
});

test("names, notes, sizes and retention", async () => {
  const folder = filled.copy();
  expect((await guidepost(folder, "project", "change", "--name", "Peg", "--notes", "two tries")).exitCode).toBe(0);
  expect((await guidepost(folder, "project", "--json")).lines()).toMatchObject([
    { type: "project", name: "Peg", notes: "two tries" },
  ]);
  for (const change of [
    ["--name", "x".repeat(201)],
    ["--name", ""],
    ["--notes", "x".repeat(100_001)],
  ]) {
    const { exitCode, err } = await guidepost(folder, "project", "change", ...change);
    expect([exitCode, err]).toEqual([
      1,
      expect.stringMatching(/The project's (name|notes) cannot be kept: .*1 to 200/),
    ]);
  }
  expect((await guidepost(folder, "project", "--json")).lines()).toMatchObject([{ name: "Peg", notes: "two tries" }]);
  expect((await guidepost(folder, "project", "size")).out).toMatch(/rollouts +0\.205 MB/);
  expect((await guidepost(folder, "project", "retention", "some")).err).toMatch(
    /"some" is not valid; it takes all, every/,
  );
  const thinned = await guidepost(folder, "project", "retention", "every", "4", "--apply", "--json");
  // Of 4 iterations the fourth stays, and the first, which is the best.
  expect(thinned.lines()).toMatchObject([{ rollouts: "every", every: 4, thinned: { iterations: 4, rollouts: 8 } }]);
  const [line] = (await guidepost(folder, "project", "compact", "--json")).lines();
  expect(line?.after).toBeLessThan(Number(line?.before) - 80_000);
  expect((await guidepost(folder, "verify")).exitCode).toBe(0);
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fakeEngine, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { defaultProjectFolder } from "./default-folder.ts";
import { createProject, openProject } from "./project.ts";

const hasGit = spawnSync("git", ["--version"]).status === 0;
const git = (...args: string[]): string => spawnSync("git", args, { cwd: folder, encoding: "utf8" }).stdout;

let temporary: ReturnType<typeof temporaryFolder>;
let folder: string;

beforeEach(() => {
  temporary = temporaryFolder();
  folder = path.join(temporary.folder, "arm");
});
afterEach(() => temporary.remove());

test("a project is made at its first use and found again", () => {
  const made = openProject(folder, "write");
  expect(made.name).toBe("arm");
  made.close();
  expect(JSON.parse(readFileSync(path.join(folder, "project.json"), "utf8"))).toEqual({
    version: 1,
    name: "arm",
    notes: "",
    presets: [],
    retention: { rollouts: "all", every: 10 },
  });
  for (const room of ["runs.sqlite", "models", "exports"]) expect(existsSync(path.join(folder, room))).toBe(true);
  openProject(folder, "write").close();
});

test.skipIf(!hasGit)("git keeps a project's texts, models and exports, and ignores its store", () => {
  mkdirSync(folder);
  git("init", "-q");
  writeFileSync(path.join(folder, ".gitignore"), "*.log");
  openProject(folder, "write").close();
  for (const name of [
    "runs.sqlite-wal",
    "runs.sqlite.v1",
    "writer.lock-journal",
    "queue.json.damaged-x",
    "models/arm.xml",
    "exports/peg.onnx",
  ])
    writeFileSync(path.join(folder, name), "");
  expect(git("ls-files", "--others", "--exclude-standard").trim().split("\n").sort()).toEqual([
    ".gitignore",
    "exports/peg.onnx",
    "models/arm.xml",
    "project.json",
  ]);
  const ignored = readFileSync(path.join(folder, ".gitignore"), "utf8");
  expect(ignored).toMatch(/^\*\.log\n# Guidepost/);
  // Made anew it says nothing twice.
  rmSync(path.join(folder, "project.json"));
  for (const name of ["runs.sqlite", "writer.lock", "models", "exports"])
    rmSync(path.join(folder, name), { recursive: true });
  for (const name of ["runs.sqlite-wal", "runs.sqlite.v1", "writer.lock-journal", "queue.json.damaged-x"])
    rmSync(path.join(folder, name));
  openProject(folder, "write").close();
  expect(readFileSync(path.join(folder, ".gitignore"), "utf8")).toBe(ignored);
});

test("reading makes nothing", () => {
  expect(() => openProject(folder, "read")).toThrow(/There is no project at .*arm\. Tip/);
  expect(existsSync(folder)).toBe(false);
});

test("a folder with other things in it is left alone", () => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "thesis.tex"), "");
  for (const mode of ["read", "write"] as const)
    expect(() => openProject(folder, mode)).toThrow(/not a project.*thesis\.tex/);
  expect(existsSync(path.join(folder, "project.json"))).toBe(false);
});

test.each([
  ["no JSON", "{", /project\.json is not a valid project file \(/],
  ["no name", '{"version":1}', /name: /],
  ["another shape", "[]", /the whole|version/],
  ["a newer version", '{"version":7,"name":"x","future":1}', /version 7, written by a newer Guidepost/],
])("a project file with %s is refused in one line", (_, text, message) => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "project.json"), text);
  expect(() => openProject(folder, "write")).toThrow(message);
  expect(existsSync(path.join(folder, "runs.sqlite"))).toBe(false);
});

test("a project path that is a file, or leads through one", () => {
  writeFileSync(folder, "");
  expect(() => openProject(folder, "write")).toThrow(/is a file/);
  expect(() => openProject(path.join(folder, "deeper"), "write")).toThrow(/leads through a file/);
});

test("a project is called after its folder as far as a name goes, and is not made with a name that nobody could read", () => {
  const long = path.join(temporary.folder, "x".repeat(240));
  const made = openProject(long, "write");
  expect(made.name).toBe("x".repeat(200));
  made.close();
  expect(() => createProject(folder, "y".repeat(201))).toThrow(
    /The project's name cannot be kept: .*1 to 200 characters/,
  );
  expect(existsSync(folder)).toBe(false);
});

test("a folder that may not be written", () => {
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  // Permissions mean nothing to root, so it becomes somebody else for a moment.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    expect(() => openProject(folder, "write")).toThrow(/cannot be written \(EACCES\)/);
  } finally {
    if (root) process.seteuid?.(0);
  }
});

test("the second writer is told who the first is; sharing reads beside it", () => {
  const writer = openProject(folder, "write");
  expect(() => openProject(folder, "write")).toThrow(
    new RegExp(`open for writing in another Guidepost \\(process ${process.pid}`),
  );
  const reader = openProject(folder, "share");
  expect(reader.readOnly?.writer?.pid).toBe(process.pid);
  expect(reader.hasWriter()).toBe(true);
  writer.close();
  expect(reader.hasWriter()).toBe(false);
  reader.close();
});

test("kill -9 while training: nothing told is lost, the run is interrupted and goes on", async () => {
  const script = path.join(import.meta.dirname, "..", "engine", "testing", "train-forever.ts");
  const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "ignore"] });
  let told = 0;
  for await (const text of child.stdout.setEncoding("utf8")) {
    told = Number(String(text).trim().split("\n").at(-1));
    if (told >= 2) break;
  }
  const beside = openProject(folder, "read");
  expect(fakeEngine(beside).runsOf.list()[0]?.status).toBe("running");
  child.kill("SIGKILL");
  await once(child, "exit");

  // A reader calls the orphan interrupted and leaves the store as it is.
  expect(fakeEngine(beside).runsOf.list()[0]?.status).toBe("interrupted");
  expect(beside.store.findRun(1)?.status).toBe("running");
  beside.close();

  const project = openProject(folder, "write");
  const engine = fakeEngine(project);
  const run = engine.runsOf.summary(1);
  expect(run.status).toBe("interrupted");
  expect(run.iterationsDone).toBeGreaterThanOrEqual(told);
  project.store.verifyRun(1);
  const { finished } = await engine.continue(1, { iterations: run.iterationsDone + 1 });
  expect(await finished).toMatchObject({ status: "completed", iterationsDone: run.iterationsDone + 1 });
  await engine.close();
});

test("the default folder follows the platform and the environment", () => {
  const home = os.homedir();
  expect(defaultProjectFolder({ GUIDEPOST_PROJECT: "/p" }, "linux")).toBe("/p");
  expect(defaultProjectFolder({ XDG_DATA_HOME: "/d" }, "linux")).toBe("/d/guidepost/default");
  expect(defaultProjectFolder({ XDG_DATA_HOME: "relative" }, "linux")).toBe(`${home}/.local/share/guidepost/default`);
  expect(defaultProjectFolder({}, "darwin")).toBe(`${home}/Library/Application Support/guidepost/default`);
});

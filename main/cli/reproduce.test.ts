import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { fakeTrainer, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { outputTo } from "./context.ts";
import { runCli } from "./main.ts";

let temporary: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => temporary.remove());

async function reproduce(...argv: string[]) {
  const written = { out: "", err: "" };
  const stream = (key: "out" | "err") => ({
    write: (text: string) => {
      written[key] += text;
      return true;
    },
  });
  const env = { XDG_DATA_HOME: temporary.folder };
  const output = outputTo(stream("out"), stream("err"), env);
  const context = { output, env, tasks: taskDescriptions, trainerEntry: fakeTrainer };
  const exitCode = await runCli(["reproduce", ...argv], context);
  return { exitCode, ...written };
}

const linesOf = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("fills the page, draws the figure, keeps the runs under the user's data and does not repeat them", async () => {
  const page = path.join(temporary.folder, "page.md");
  writeFileSync(page, "before\n<!-- table:trajectory -->\n<!-- /table -->\nafter\n");
  const first = await reproduce("trajectory", "--seeds", "2", "--out", page, "--figures", temporary.folder);
  expect(first.exitCode).toBe(0);
  expect(first.err.trim().split("\n")).toHaveLength(4);
  expect(first.err).toMatch(
    /^1\/4 · Peg 2D · Mixture prior, 5 samples, seed 2 · run 0001 · .* m, noisy success .* left$/m,
  );
  expect(first.out).toMatch(/^Peg 2D \(peg2d\)\n\n\| setting .*\n\| ---/);
  const table = first.out.trimEnd().slice(first.out.indexOf("|"));
  expect(readFileSync(page, "utf8")).toBe(`before\n<!-- table:trajectory -->\n\n${table}\n\n<!-- /table -->\nafter\n`);
  expect(readFileSync(path.join(temporary.folder, "trajectory.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(existsSync(path.join(temporary.folder, "guidepost", "reproduce", "trajectory", "runs.sqlite"))).toBe(true);

  const second = await reproduce("trajectory", "--seeds", "2", "--json");
  expect(second.err.match(/ kept · /g)).toHaveLength(4);
  const lines = linesOf(second.out);
  expect(lines.map(({ type, row }) => `${type} ${row}`)).toEqual(
    ["measurement", "summary"].flatMap((type) =>
      ["mixture", "published", "none-20", "none-5"].map((row) => `${type} ${row}`),
    ),
  );
  expect(lines[0]).toMatchObject({
    study: "trajectory",
    task: "peg2d",
    run: 1,
    seed: 2,
    metric: expect.any(Number),
    noisySuccess: expect.any(Number),
  });
});

test("one task of several: its own table and figure, and the table of all tasks' exceptions", async () => {
  const page = path.join(temporary.folder, "page.md");
  const empty = ["systems-exceptions", "systems-swimmer", "systems-walker"].map(
    (name) => `<!-- table:${name} -->\n<!-- /table -->\n`,
  );
  writeFileSync(page, empty.join(""));
  const options = ["--task", "walker", "--seeds", "2", "--out", page, "--figures", temporary.folder];
  const { exitCode, err } = await reproduce("systems", ...options, "--json");
  expect(exitCode).toBe(0);
  // Three ways of learning, what iLQG planned and does, and the demonstration.
  expect(err.trim().split("\n")).toHaveLength(6);
  expect(err).toMatch(/^6\/6 · Walker · Demonstration · [\d.]+ m\/s, noisy success/m);
  const written = readFileSync(page, "utf8").split("<!-- table:");
  expect(written[1]).toMatch(/^systems-exceptions -->\n\n\| task /);
  expect(written[2]).toBe("systems-swimmer -->\n<!-- /table -->\n");
  expect(written[3]).toMatch(/\| \*\*Demonstration\*\* +\| – .*\n\n\| target /);
  expect(written[3]).toMatch(/\| demonstration of at most 1\.3 m\/s +\| [\d.]+ m\/s +\| (yes|no) +\|/);
  expect(written[3]).toMatch(/ m\/s +\| (yes|no), over seed 2 instead of 1 to 5 +\|/);
  expect(readFileSync(path.join(temporary.folder, "results-walker.svg"), "utf8").match(/class="level"/g)).toHaveLength(
    2,
  );

  const lines = linesOf((await reproduce("systems", "--task", "walker", "--seeds", "2", "--json")).out);
  expect(lines.filter(({ type }) => type === "target")).toHaveLength(6);
  expect(lines.find(({ row }) => row === "demonstration")).toMatchObject({ task: "walker", run: null, seed: null });
});

test.each<[string[], RegExp]>([
  [["walking"], /Unknown experiment "walking"; experiments: trajectory, systems, policies\. Tip: /],
  [["trajectory", "--seeds", "5..1"], /--seeds "5\.\.1" is not valid/],
  [["trajectory", "--out", "/nowhere.md"], /\/nowhere\.md cannot be read: .* Tip: /],
  [["trajectory", "--out", "package.json"], /package\.json has no place for the table of trajectory\. Tip: /],
  [["systems", "--task", "fly"], /systems has no task "fly"; its tasks: peg2d, .*\. Tip: /],
  [["trajectory", "--figures", "/nowhere"], /There is no folder \/nowhere\. Tip: /],
])("%j is refused in one line, before anything is trained", async (argv, message) => {
  const { exitCode, out, err } = await reproduce(...argv);
  expect([exitCode, out, err]).toEqual([1, "", expect.stringMatching(message)]);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(existsSync(path.join(temporary.folder, "guidepost"))).toBe(false);
});

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

test("fills the page, draws the figure, keeps the runs under the user's data and does not repeat them", async () => {
  const page = path.join(temporary.folder, "page.md");
  const figure = path.join(temporary.folder, "curves.svg");
  writeFileSync(page, "before\n<!-- table:trajectory -->\n<!-- /table -->\nafter\n");
  const first = await reproduce("trajectory", "--seeds", "2", "--out", page, "--figure", figure);
  expect(first.exitCode).toBe(0);
  expect(first.err.trim().split("\n")).toHaveLength(4);
  expect(first.err).toMatch(/^1\/4 · Mixture prior, 5 samples, seed 2 · run 0001 · .* m, noisy success .* left$/m);
  expect(first.out).toMatch(/^\| setting .*\n\| ---/);
  expect(readFileSync(page, "utf8")).toBe(
    `before\n<!-- table:trajectory -->\n\n${first.out.trimEnd()}\n\n<!-- /table -->\nafter\n`,
  );
  expect(readFileSync(figure, "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(existsSync(path.join(temporary.folder, "guidepost", "reproduce", "trajectory", "runs.sqlite"))).toBe(true);

  const second = await reproduce("trajectory", "--seeds", "2", "--json");
  expect(second.err.match(/ kept · /g)).toHaveLength(4);
  const lines = second.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ type, row }) => `${type} ${row}`)).toEqual([
    "measurement mixture",
    "measurement published",
    "measurement none-20",
    "measurement none-5",
    "summary mixture",
    "summary published",
    "summary none-20",
    "summary none-5",
  ]);
  expect(lines[0]).toMatchObject({ run: 1, seed: 2, distance: expect.any(Number), success: expect.any(Number) });
});

test.each<[string[], RegExp]>([
  [["walking"], /Unknown experiment "walking"; experiments: trajectory\. Tip: /],
  [["trajectory", "--seeds", "5..1"], /--seeds "5\.\.1" is not valid/],
  [["trajectory", "--out", "/nowhere.md"], /\/nowhere\.md cannot be read: .* Tip: /],
  [["trajectory", "--out", "package.json"], /package\.json has no place for the table of trajectory\. Tip: /],
  [["trajectory", "--figure", "/nowhere/a.svg"], /There is no folder \/nowhere\. Tip: /],
])("%j is refused in one line, before anything is trained", async (argv, message) => {
  const { exitCode, out, err } = await reproduce(...argv);
  expect([exitCode, out, err]).toEqual([1, "", expect.stringMatching(message)]);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(existsSync(path.join(temporary.folder, "guidepost"))).toBe(false);
});

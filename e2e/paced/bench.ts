/**
 * Whether training makes the window stutter: the longest task of its main thread while a small task trains at twenty
 * iterations a second beside a library and a long learning curve, everything shown, followed and played.
 *
 *   node e2e/paced/bench.ts [SECONDS]
 *
 * The page is loaded and everything drawn before the measuring, so every task is the data's or the playback's; the same
 * window that only plays, after the training, tells one from the other. A task is judged by its time on a core: on a
 * machine that is busy with something else it may last as much longer as that takes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findChromium } from "../setup/chromium.ts";
import { latenciesOf, percentile } from "./latency.ts";
import { openPacedWindow, type PacedWindow, resume } from "./open-window.ts";
import { type Task, tasksOf } from "./tasks.ts";

/** A longer task is one that a person notices [ms]. */
const LONG = 50;
const SECONDS = 20;
/** Iterations before the measuring, in which the window compiles and draws everything for the first time. */
const WARM_UP = 60;
const library = { runs: 100, history: 1200, total: 5000 };

/** Prints what it measures; returns the exit code: 1 where training causes a long task. */
async function benchWindow(seconds: number): Promise<number> {
  const build = spawnSync(process.execPath, [path.join(import.meta.dirname, "../../scripts/ensure-built.mjs")], {
    stdio: "inherit",
  });
  if (build.status !== 0) return 1;
  const chromium = findChromium();
  if (chromium === null) throw new Error("chromium is not installed (tip: name one in GUIDEPOST_CHROMIUM)");
  const folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-window-"));
  try {
    const window = await openPacedWindow(path.join(folder, "project"), chromium, library, async () => {});
    try {
      return await measure(window, seconds);
    } finally {
      await window.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure({ browser, page }: PacedWindow, seconds: number): Promise<number> {
  const watch = () => tasksOf(browser, page, () => page.waitForTimeout(1000 * seconds));
  const points = async () => Number(await page.getByTestId("learning-curve").getAttribute("data-points"));
  await resume(page, library.history + WARM_UP);
  const before = await points();
  const training = await watch();
  const pace = ((await points()) - before) / seconds;
  const waited = await latenciesOf(page, keysFor(seconds), KEY_PAUSE);
  // The frames were looked at one by one; from here it plays again.
  await page.keyboard.press("l");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
  const playing = await watch();
  console.log(header);
  console.log(rowOf(`training at ${pace.toFixed(1)} iterations/s`, training, seconds));
  console.log(rowOf("playing only", playing, seconds));
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(waited, share));
  console.log(
    `\nA key's picture beside the training, median and 95th percentile: ${p50} ms, ${p95} ms (${waited.length} keys)`,
  );
  return training.some(({ cpu }) => cpu > LONG) ? 1 : 0;
}

/** From one key to the next [ms]. */
const KEY_PAUSE = 150;

/** Keys that move what a person sees: frames of the playback, there and back. */
function keysFor(seconds: number): string[] {
  return Array.from({ length: Math.round((1000 * seconds) / KEY_PAUSE) }, (_, i) => (i % 2 === 0 ? "." : ","));
}

const widths = [32, 12, 26, 22];
const header = `${cells(["The window's main thread", "busy", "longest task", "tasks over 50 ms"])}
${cells(["", "[ms/s]", "on a core / in all [ms]", "on a core / in all"])}`;

function cells([first = "", ...others]: readonly string[]): string {
  return first.padEnd(widths[0] ?? 0) + others.map((cell, i) => cell.padStart(widths[i + 1] ?? 0)).join("");
}

function rowOf(what: string, tasks: readonly Task[], seconds: number): string {
  const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0) / seconds;
  const longest = (kind: keyof Task) => Math.max(0, ...tasks.map((task) => task[kind])).toFixed(0);
  const over = (kind: keyof Task) => tasks.filter((task) => task[kind] > LONG).length;
  return cells([what, busy.toFixed(0), `${longest("cpu")} / ${longest("wall")}`, `${over("cpu")} / ${over("wall")}`]);
}

if (process.argv[1] === import.meta.filename) process.exitCode = await benchWindow(Number(process.argv[2] ?? SECONDS));

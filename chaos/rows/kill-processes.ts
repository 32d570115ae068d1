/** kill -9 of the processes beside the shell's own while a training runs and its window is open. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RandomStream } from "../../workers/math/random.ts";
import { eventually, isShown, openScreen, openShell, type Screen, type ShellUnderTest } from "../desktop.ts";
import { callEngine, type EngineCalls } from "../engine-calls.ts";
import type { Row } from "../row.ts";

const victims = ["engine", "renderer", "GPU process"] as const;
/** What dies a third time in a minute is not started again: then the shell is opened anew. */
const EACH = 2;
/** About as long as an iteration takes [ms]. */
const DELAY = 400;

export const killProcesses: Row = {
  name: "kill-processes",
  title: "kill -9 of the engine with its trainer, of the window's renderer, of the GPU process, while a training runs",
  promise:
    "the application lives and shows the workbench again; the training goes on, or is listed as interrupted with every iteration that was told and is resumed",
  cases: { short: EACH * victims.length, long: 50 * victims.length },
  async open(home) {
    const screen = await openScreen();
    let stage: Stage | null = null;
    return {
      async attempt(number, random) {
        const folder = path.join(home, `${Math.floor(number / (EACH * victims.length))}`);
        if (stage?.folder !== folder) {
          await stage?.close();
          stage = await openStage(screen, folder);
        }
        const victim = victims[number % victims.length];
        try {
          await survived(stage, victim, random);
          return victim;
        } catch (error) {
          // The next case gets a fresh one.
          await stage.close();
          stage = null;
          throw error;
        }
      },
      async close() {
        await stage?.close();
        screen.display.close();
      },
    };
  },
};

/** A shell with a training that has no end. */
interface Stage {
  folder: string;
  shell: ShellUnderTest;
  calls: EngineCalls;
  close(): Promise<void>;
}

async function openStage(screen: Screen, folder: string): Promise<Stage> {
  const shell = await openShell(screen, folder);
  const calls = await callEngine(await shell.engineUrl());
  await calls.api.train({ task: "peg2d", iterations: 10_000, samples: 2 });
  const stage: Stage = {
    folder,
    shell,
    calls,
    async close() {
      stage.calls.close();
      await shell.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

async function survived(stage: Stage, victim: (typeof victims)[number], random: RandomStream): Promise<void> {
  const { shell } = stage;
  const told = await goesOn(stage);
  await pause(DELAY * random.uniform());
  const find = { engine: shell.engine, renderer: shell.renderer, "GPU process": shell.gpu }[victim];
  const id = await find();
  assert.ok(id, `there is no ${victim}`);
  const url = await shell.engineUrl();
  process.kill(id, "SIGKILL");
  if (victim === "engine") await resumed(stage, url, told);
  await eventually(`there is another ${victim}`, async () => ![undefined, 0, id].includes(await find()));
  await goesOn(stage);
  await eventually("the window shows the workbench", () => isShown(shell));
  assert.equal(shell.app.process().exitCode, null, "the application has ended");
}

/** Waits until the training has done another iteration; how many it has done. */
async function goesOn({ calls }: Stage): Promise<number> {
  const done = async () => (await calls.api.run(1)).summary.iterationsDone;
  const before = await done();
  let now = before;
  await eventually("the training does another iteration", async () => {
    now = await done();
    return now > before;
  });
  return now;
}

/** On the engine that came after the one at `url`. */
async function resumed(stage: Stage, url: string, told: number): Promise<void> {
  stage.calls.close();
  await eventually("there is another engine", async () => (await stage.shell.engineUrl()) !== url);
  stage.calls = await callEngine(await stage.shell.engineUrl());
  const { summary, iterations } = await stage.calls.api.run(1);
  assert.equal(summary.status, "interrupted");
  assert.ok(iterations.length >= told, `${told} iterations were told and ${iterations.length} are kept`);
  await stage.calls.api.resume(1);
}

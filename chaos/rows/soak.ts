/** A long training with the window open. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { storeFile } from "../../main/projects/project.ts";
import { eventually, openScreen, openShell, type ShellUnderTest } from "../desktop.ts";
import { callEngine } from "../engine-calls.ts";
import type { Row } from "../row.ts";
import { slope } from "../slope.ts";

/** Iterations between two looks. */
const STEP = 20;
/** Until caches are filled and compilers have done their work [iterations]. */
const WARM = 200;
/** Below this many iterations a slope says nothing. */
const JUDGED_FROM = 600;
/** [MB per 100 iterations] */
const MEMORY_SLOPE = 1;
/** SQLite brings a log of 4 MB into the store; a reader may keep it from that for a while [bytes]. */
const LOG_LIMIT = 16 * 2 ** 20;
/** Files and sockets that come and go by themselves: timers, a file that is being written, a page's request. */
const HANDLES_COME_AND_GO = 4;

export const soak: Row = {
  name: "soak",
  title: `a training with the window open, looked at every ${STEP} iterations`,
  promise: `the store's log stays below ${LOG_LIMIT / 2 ** 20} MB and the processes' open files are no more than at the first look; from ${JUDGED_FROM} iterations on the memory of engine, window, GPU process and shell grows by at most ${MEMORY_SLOPE} MB in 100 iterations`,
  cases: { short: 3, long: 1000 / STEP },
  async open(home) {
    const screen = await openScreen();
    const shell = await openShell(screen, home);
    const { api, close } = await callEngine(await shell.engineUrl());
    // It keeps its noise, and so goes on for as long as it is asked to.
    await api.train({ task: "swimmer", iterations: 10_000, samples: 2 });
    const looks: Look[] = [];
    return {
      async attempt(number) {
        const wanted = STEP * (number + 1);
        // Nothing but the list's line: a run with all of its iterations, asked for all the time, would itself fill the memory.
        let [run] = await api.runs();
        await eventually(`${wanted} iterations are done, or the run has ended`, async () => {
          [run] = await api.runs();
          return run.iterationsDone >= wanted || run.status !== "running";
        });
        const done = run.iterationsDone;
        assert.ok(done >= wanted, `the run ended after ${done} iterations: ${run.reason}`);
        looks.push(await look(shell, done));
        requireBounded(path.join(home, "project"), looks);
        return done >= JUDGED_FROM ? "memory, log and handles" : "log and handles";
      },
      async close() {
        close();
        await shell.close();
        screen.display.close();
      },
    };
  },
};

interface Look {
  iteration: number;
  /** Resident memory by process [MB]. */
  memory: Record<string, number>;
  handles: Record<string, number>;
}

async function look(shell: ShellUnderTest, iteration: number): Promise<Look> {
  await shell.collectGarbage();
  const processes = {
    engine: shell.engine() ?? 0,
    window: await shell.renderer(),
    "GPU process": (await shell.gpu()) ?? 0,
    shell: shell.shell(),
  };
  const each = (measure: (id: number) => number) =>
    Object.fromEntries(Object.entries(processes).map(([name, id]) => [name, measure(id)]));
  return { iteration, memory: each(residentMemory), handles: each((id) => readdirSync(`/proc/${id}/fd`).length) };
}

function requireBounded(project: string, looks: readonly Look[]): void {
  const log = `${storeFile(project)}-wal`;
  const size = existsSync(log) ? statSync(log).size : 0;
  assert.ok(size <= LOG_LIMIT, `the store's log has ${size} bytes`);
  const [first, last] = [looks[0], looks[looks.length - 1]];
  for (const [name, handles] of Object.entries(last.handles)) {
    const allowed = first.handles[name] + HANDLES_COME_AND_GO;
    assert.ok(handles <= allowed, `the ${name} has ${handles} open files, ${first.handles[name]} at first`);
  }
  if (last.iteration < JUDGED_FROM) return;
  for (const name of Object.keys(last.memory)) {
    const growth = 100 * slope(least(looks, name));
    assert.ok(growth <= MEMORY_SLOPE, `the ${name} grows by ${growth.toFixed(2)} MB in 100 iterations`);
  }
}

/** Of each 100 iterations the least: what is above waits for the collector only. */
function least(looks: readonly Look[], name: string): [number, number][] {
  const warm = looks.filter(({ iteration }) => iteration > WARM);
  const hundreds = [...new Set(warm.map(hundred))].map((one) => warm.filter((it) => hundred(it) === one));
  return hundreds.map((some) => {
    const [smallest] = some.toSorted((a, b) => a.memory[name] - b.memory[name]);
    return [smallest.iteration, smallest.memory[name]];
  });
}

const hundred = ({ iteration }: Look): number => Math.floor(iteration / 100);

function residentMemory(id: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** The N-th call of a training to a file or to SQLite fails. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { openProject } from "../../main/projects/project.ts";
import { type Fault, type FaultReport, type Kind, kinds, VARIABLE } from "../faults/fault.ts";
import { requireWhole } from "../library.ts";
import { type Ending, type Line, run } from "../program.ts";
import type { Row } from "../row.ts";
import { trainingArguments } from "../training.ts";

const preload = pathToFileURL(path.join(import.meta.dirname, "../faults/preload.ts")).href;
const names = Object.keys(kinds) as Kind[];
/** Calls are tried in this step, so that few cases are spread over the whole training; prime, as no number of calls will divide it. */
const STRIDE = 61;

export const failingCalls: Row = {
  name: "failing-calls",
  title: `the N-th call to a file or to SQLite fails, for every N: ${names.join(", ")}`,
  promise: "nothing is unhandled, no acknowledged iteration is lost, the store is whole, and the failure is told once",
  cases: { short: 15, long: null },
  async open(home) {
    const whole = await trained(home, "whole", { at: 0, kind: "EIO" });
    assert.equal(whole.code, 0, whole.stderr);
    const { calls } = whole.report;
    return {
      total: names.length * calls,
      async attempt(number) {
        const kind = names[number % names.length];
        const at = 1 + ((Math.floor(number / names.length) * STRIDE) % calls);
        const way = judged(home, `${number}`, await trained(home, `${number}`, { at, kind }));
        rmSync(path.join(home, `${number}`), { recursive: true, force: true });
        return way;
      },
      close() {},
    };
  },
};

interface Trained extends Ending {
  lines: readonly Line[];
  report: FaultReport;
}

async function trained(home: string, name: string, { at, kind }: Pick<Fault, "at" | "kind">): Promise<Trained> {
  const [project, report] = [path.join(home, name), path.join(home, `${name}.json`)];
  const fault: Fault = { at, kind, folder: home, report };
  const env = {
    [VARIABLE]: JSON.stringify(fault),
    NODE_OPTIONS: `--import ${preload} --disable-warning=MODULE_TYPELESS_PACKAGE_JSON`,
  };
  const ending = await run(home, trainingArguments({ project, method: "trajectory", seed: 1, iterations: 2 }), { env });
  assert.ok(existsSync(report), `the program ended without a word: ${ending.signal ?? ending.code} ${ending.stderr}`);
  return { ...ending, report: JSON.parse(readFileSync(report, "utf8")) as FaultReport };
}

function judged(home: string, name: string, { code, lines, stderr, report }: Trained): string {
  const [project, where] = [path.join(home, name), `${report.failed} fails: ${stderr}`];
  assert.ok(report.failed !== null, "no call has failed");
  assert.deepEqual(report.unhandled, [], where);
  assert.ok(code === 0 || code === 1, `exit code ${code}, ${where}`);
  requireWhole(project);
  requireKept(project, lines, where);
  if (code === 0) return "absorbed";
  assert.match(stderr, /^(guidepost: |Run 0001 failed: )[^\n]+\n$/, where);
  assert.doesNotMatch(stderr, /unexpected error/, where);
  return "told";
}

/** The project opens, for writing too, with every iteration that was told of; one that could not be made is made now. */
function requireKept(project: string, lines: readonly Line[], where: string): void {
  const acknowledged = lines.filter(({ type }) => type === "iteration").length;
  const { store, close } = openProject(project, "write");
  try {
    for (const { id } of store.listRuns()) store.verifyRun(id);
    const kept = acknowledged === 0 ? 0 : store.iterations(1).length;
    assert.ok(kept >= acknowledged, `${acknowledged} iterations were acknowledged and ${kept} are kept, ${where}`);
  } finally {
    close();
  }
}

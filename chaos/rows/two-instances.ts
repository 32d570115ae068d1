/** Two programs on one project, the first of which is killed. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Running, run, start } from "../program.ts";
import type { Row } from "../row.ts";
import { methods, trainingArguments } from "../training.ts";

/** The moment of the kill, after the second program was turned away [ms]. */
const DELAY = 200;

export const twoInstances: Row = {
  name: "two-instances",
  title: "two programs on one project, then kill -9 of the first",
  promise: "the second says so and reads beside the first; a dead program's lock keeps nobody out",
  cases: { short: 3, long: 20 },
  async open(home) {
    return {
      async attempt(number, random) {
        const project = path.join(home, `${number}`);
        const first = start(home, ["serve", "--json", "--project", project]);
        try {
          assert.equal((await served(first)).readOnly, false);
          await requireSecondReads(home, project);
          await requireSecondWritesNothing(home, project, number);
          await pause(random.uniform() * DELAY);
        } finally {
          first.kill();
          await first.ended;
        }
        await run(home, trainingArguments({ project, method: "trajectory", seed: number, iterations: 1 }), { code: 0 });
        rmSync(project, { recursive: true });
        return "taken over";
      },
      close() {},
    };
  },
};

async function served(program: Running): Promise<Record<string, unknown>> {
  const line = await program.until(({ type }) => type === "serve");
  if (line === null) throw new Error(`the server ended: ${(await program.ended).stderr}`);
  return line;
}

async function requireSecondReads(home: string, project: string): Promise<void> {
  const second = start(home, ["serve", "--json", "--project", project]);
  try {
    assert.equal((await served(second)).readOnly, true, "the second program writes, too");
  } finally {
    second.stop();
  }
  const { code, stderr } = await second.ended;
  assert.equal(code, 0);
  assert.match(stderr, /read-only/);
}

async function requireSecondWritesNothing(home: string, project: string, number: number): Promise<void> {
  const method = methods[number % methods.length];
  const { code, lines, stderr } = await run(home, trainingArguments({ project, method, seed: 1, iterations: 1 }));
  assert.deepEqual({ code, lines }, { code: 1, lines: [] });
  assert.match(
    stderr,
    /^guidepost: The project .* is open for writing in another Guidepost \(process \d+, since .*\n$/,
  );
}

import { afterEach, beforeEach, expect, it } from "vitest";
import type { Iteration, Progress, RunSummary } from "../../main/engine/api.ts";
import { type News, openInbox } from "./inbox.ts";
import { FRAME, fakeFrames, realFrames } from "./testing/frames.ts";

let frames: ReturnType<typeof fakeFrames>;
let read: News[];
let inbox: ReturnType<typeof openInbox>;
beforeEach(() => {
  frames = fakeFrames();
  read = [];
  inbox = openInbox((news) => read.push(news));
});
afterEach(realFrames);

/** What one iteration of a run tells. */
function tell(n: number): void {
  for (const done of [0, 1, 2, 3, 4, 5]) inbox.progress({ run: 1, iteration: n, done } as Progress);
  inbox.iteration(1, { iteration: n } as Iteration);
  inbox.runChanged({ id: 1, iterationsDone: n } as RunSummary);
}

it("hands over the last word on a run and every iteration", () => {
  for (const n of [1, 2, 3]) tell(n);
  frames.advance(FRAME);
  expect(read).toHaveLength(1);
  expect([...read[0]!.runs.values()]).toEqual([{ id: 1, iterationsDone: 3 }]);
  expect([...read[0]!.progress.values()]).toEqual([{ run: 1, iteration: 3, done: 5 }]);
  expect(read[0]!.iterations.get(1)).toEqual([{ iteration: 1 }, { iteration: 2 }, { iteration: 3 }]);
});

it("hands over at most ten times a second at any pace, and loses no iteration", () => {
  const count = 1000;
  for (let n = 1; n <= count; n++) {
    tell(n);
    frames.advance(2);
  }
  frames.advance(200);
  expect(read.length).toBeLessThanOrEqual((count * 2) / 100 + 1);
  const told = read.flatMap(({ iterations }) => iterations.get(1) ?? []);
  expect(told.map(({ iteration }) => iteration)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
});

it("hands over before an answer what was told before it", () => {
  inbox.runChanged({ id: 1, status: "running" } as RunSummary);
  inbox.runChanged({ id: 1, status: "cancelled" } as RunSummary);
  inbox.flush();
  expect(read.map(({ runs }) => runs.get(1)?.status)).toEqual(["cancelled"]);
  frames.advance(200);
  expect(read).toHaveLength(1);
});

it("hands over many runs at once, and none that is gone by then", () => {
  inbox.runsChanged([{ id: 1 }, { id: 2 }] as RunSummary[]);
  inbox.runsRemoved([2]);
  frames.advance(FRAME);
  expect([...read[0]!.runs.keys()]).toEqual([1]);
  expect([...read[0]!.removed]).toEqual([2]);
});

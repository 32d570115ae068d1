import { afterEach, beforeEach, expect, it } from "vitest";
import type { Iteration, RunDetail, RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "./engine-store.ts";
import { followRun } from "./follow.ts";
import { type Shown, useShown } from "./shown-store.ts";
import { fakeFrames, realFrames } from "./testing/frames.ts";
import { useView } from "./view-store.ts";

let frames: ReturnType<typeof fakeFrames>;
let stop: () => void;
let asked: (number | null)[];
beforeEach(() => {
  frames = fakeFrames();
  asked = [];
  useView.setState({ run: 1, iteration: null, follow: true });
  ready();
  stop = followRun(() => {});
});
afterEach(() => {
  stop();
  realFrames();
});

const ready = () => useShown.setState({ state: { status: "ready", shown: {} as Shown } });
const iterationsTo = (n: number) => {
  const iterations = Array.from({ length: n }, (_, i) => ({ iteration: i + 1 }) as Iteration);
  useEngine.setState({ details: { 1: { iterations } as RunDetail } });
};

/** Shows each iteration that the view asks for after so many milliseconds. */
function loadIn(ms: number): () => void {
  return useView.subscribe(({ iteration }, before) => {
    if (iteration === before.iteration) return;
    asked.push(iteration);
    useShown.setState({ state: { status: "loading", shown: null } });
    setTimeout(ready, ms);
  });
}

/** Twenty iterations a second for so many seconds. */
function train(seconds: number): void {
  for (let n = 1; n <= 20 * seconds; n++) {
    iterationsTo(n);
    frames.advance(50);
  }
}

it("moves on to the newest a few times a second, and to the last", () => {
  const ended = loadIn(30);
  train(5);
  frames.advance(1000);
  ended();
  expect(asked.length).toBeLessThanOrEqual(22);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.at(-1)).toBe(100);
  expect(asked).toEqual([...asked].sort((a, b) => Number(a) - Number(b)));
});

it("asks for nothing while an iteration is still being loaded", () => {
  const ended = loadIn(1200);
  train(5);
  frames.advance(5000);
  ended();
  expect(asked.length).toBeLessThanOrEqual(6);
  expect(asked.at(-1)).toBe(100);
});

it("stays where a person has gone", () => {
  iterationsTo(3);
  useView.setState({ iteration: 2, follow: false });
  train(1);
  expect(useView.getState().iteration).toBe(2);
});

it("ends at what the run reached: the last iteration that was accepted", () => {
  const of = (status: string) => [{ id: 1, status }] as RunSummary[];
  const iterations = [1, 2, 3, 4].map((iteration) => ({ iteration, accepted: iteration !== 4 }) as Iteration);
  useEngine.setState({ runs: of("running"), details: { 1: { iterations } as RunDetail } });
  frames.advance(1000);
  expect(useView.getState().iteration).toBe(4);
  useEngine.setState({ runs: of("completed") });
  frames.advance(1000);
  expect(useView.getState().iteration).toBe(3);
  useEngine.setState({ runs: null });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paced } from "./paced.ts";
import { FRAME, fakeFrames, realFrames } from "./testing/frames.ts";

let frames: ReturnType<typeof fakeFrames>;
beforeEach(() => {
  frames = fakeFrames();
});
afterEach(realFrames);

it("does once in the next frame what was asked for many times", () => {
  const work = vi.fn();
  const { request } = paced(work, () => 0);
  for (let i = 0; i < 100; i++) request();
  expect(work).not.toHaveBeenCalled();
  frames.advance(FRAME);
  expect(work).toHaveBeenCalledOnce();
  frames.advance(1000);
  expect(work).toHaveBeenCalledOnce();
});

it("lets the interval pass before it does it again, and never forgets the last request", () => {
  const doneAt: number[] = [];
  const { request } = paced(
    () => doneAt.push(performance.now()),
    () => 100,
  );
  for (let ms = 0; ms < 1000; ms += 5) {
    request();
    frames.advance(5);
  }
  frames.advance(200);
  expect(doneAt.length).toBeGreaterThanOrEqual(9);
  expect(doneAt.length).toBeLessThanOrEqual(11);
  for (const [i, at] of doneAt.slice(1).entries()) expect(at - doneAt[i]!).toBeGreaterThanOrEqual(100);
  expect(doneAt.at(-1)).toBeGreaterThan(995);
});

it("waits as long as the interval is by then", () => {
  const work = vi.fn();
  let interval = 0;
  const { request } = paced(work, () => interval);
  request();
  frames.advance(FRAME);
  interval = 500;
  request();
  frames.advance(400);
  expect(work).toHaveBeenCalledTimes(1);
  frames.advance(100 + FRAME);
  expect(work).toHaveBeenCalledTimes(2);
});

it("does without a frame that does not come what cannot wait for the window to be seen", () => {
  vi.stubGlobal("requestAnimationFrame", () => 0);
  vi.stubGlobal("cancelAnimationFrame", () => {});
  const [waits, goesOn] = [vi.fn(), vi.fn()];
  paced(waits, () => 0).request();
  const { request } = paced(goesOn, () => 0, 1000);
  request();
  frames.advance(999);
  expect(goesOn).not.toHaveBeenCalled();
  frames.advance(1);
  expect(goesOn).toHaveBeenCalledOnce();
  request();
  frames.advance(1000);
  expect(goesOn).toHaveBeenCalledTimes(2);
  expect(waits).not.toHaveBeenCalled();
});

it("does it once where the frame comes in time", () => {
  const work = vi.fn();
  paced(work, () => 0, 1000).request();
  frames.advance(5000);
  expect(work).toHaveBeenCalledOnce();
});

it("paces what its own work asks for", () => {
  const work = vi.fn(() => request());
  const { request } = paced(work, () => 100);
  request();
  frames.advance(1000);
  expect(work.mock.calls.length).toBeGreaterThan(5);
  expect(work.mock.calls.length).toBeLessThanOrEqual(10);
});

it("does at once what was asked for when it is flushed, and nothing that was not", () => {
  const work = vi.fn();
  const { request, flush, cancel } = paced(work, () => 0);
  flush();
  expect(work).not.toHaveBeenCalled();
  request();
  flush();
  frames.advance(FRAME);
  expect(work).toHaveBeenCalledOnce();
  request();
  cancel();
  frames.advance(FRAME);
  expect(work).toHaveBeenCalledOnce();
});

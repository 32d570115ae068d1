import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Finish } from "./finish.ts";

/** A card that finishes what it was told up to a fence when the test says so. */
function card() {
  const signalled = new Set<object>();
  const fences: object[] = [];
  const gl = {
    SYNC_GPU_COMMANDS_COMPLETE: 1,
    SYNC_STATUS: 2,
    UNSIGNALED: 3,
    fenceSync: () => fences[fences.push({}) - 1],
    flush() {},
    getSyncParameter: (fence: object) => (signalled.has(fence) ? 4 : 3),
    deleteSync() {},
  };
  const canvas = { getContext: () => gl } as unknown as HTMLCanvasElement;
  const finishUpTo = (count: number) => {
    for (const fence of fences.slice(0, count)) signalled.add(fence);
  };
  return { canvas, finishUpTo };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("tells of each mark once, in their order, when the card has reached it", () => {
  const { canvas, finishUpTo } = card();
  const finish = new Finish(canvas);
  const reached: string[] = [];
  finish.mark(() => reached.push("first"));
  vi.advanceTimersByTime(6);
  finish.mark(() => reached.push("second"));
  vi.advanceTimersByTime(6);
  expect(finish.unreached).toBe(2);
  expect(reached).toEqual([]);

  finishUpTo(1);
  vi.advanceTimersByTime(4);
  expect(reached).toEqual(["first"]);
  expect(finish.unreached).toBe(1);
  expect(finish.took).toBeGreaterThanOrEqual(12);
  expect(finish.took).toBeLessThanOrEqual(16);

  finishUpTo(2);
  vi.advanceTimersByTime(100);
  expect(reached).toEqual(["first", "second"]);
  expect(finish.unreached).toBe(0);
});

it("goes on looking for marks that are made where one is reached", () => {
  const { canvas, finishUpTo } = card();
  const finish = new Finish(canvas);
  const reached: string[] = [];
  finish.mark(() => {
    reached.push("first");
    finish.mark(() => reached.push("second"));
  });
  finishUpTo(1);
  vi.advanceTimersByTime(4);
  expect(reached).toEqual(["first"]);
  finishUpTo(2);
  vi.advanceTimersByTime(4);
  expect(reached).toEqual(["first", "second"]);
});

it("tells nobody who has asked it to forget", () => {
  const { canvas, finishUpTo } = card();
  const finish = new Finish(canvas);
  const reached = vi.fn();
  finish.mark(reached);
  finish.forget();
  finishUpTo(1);
  vi.advanceTimersByTime(4);
  expect(reached).not.toHaveBeenCalled();
  expect(finish.unreached).toBe(0);
});

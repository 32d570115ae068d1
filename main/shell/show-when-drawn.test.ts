import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PATIENCE, showWhenDrawn } from "./show-when-drawn.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hidden() {
  const window = Object.assign(new EventEmitter(), { show: vi.fn() });
  showWhenDrawn(window);
  return window;
}

test("a window appears with its first picture, once", () => {
  const window = hidden();
  expect(window.show).not.toHaveBeenCalled();
  window.emit("ready-to-show");
  expect(window.show).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(2 * PATIENCE);
  expect(window.show).toHaveBeenCalledOnce();
});

test("one whose picture does not come in time appears without it, once", () => {
  const window = hidden();
  vi.advanceTimersByTime(PATIENCE - 1);
  expect(window.show).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  window.emit("ready-to-show");
  expect(window.show).toHaveBeenCalledOnce();
});

test("one that is closed before does not", () => {
  const window = hidden();
  window.emit("closed");
  vi.advanceTimersByTime(2 * PATIENCE);
  expect(window.show).not.toHaveBeenCalled();
});

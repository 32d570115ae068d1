import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { history } from "../app/history.ts";
import { playback } from "../app/playback.ts";
import { useQueue } from "../queue/queue-store.ts";
import { stages } from "../scene/stages.ts";
import { watchCommands } from "./watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 16));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tells of what undo, queue, playback and scenes depend on, once however much changes", () => {
  const tell = vi.fn();
  const stop = watchCommands(tell);
  const changes = [
    () => history.setState({ past: [] }),
    () => useQueue.setState({ paused: true }),
    () => playback.setState({ duration: 4 }),
    () => stages.setState({ drawn: [] }),
  ];
  for (const [i, change] of changes.entries()) {
    for (let again = 0; again < 5; again++) change();
    vi.advanceTimersByTime(1000);
    expect(tell).toHaveBeenCalledTimes(i + 1);
  }
  stop();
  playback.setState({ duration: 0 });
  vi.advanceTimersByTime(1000);
  expect(tell).toHaveBeenCalledTimes(changes.length);
});

/** Time and animation frames that a test moves on. */
import { vi } from "vitest";

/** From one frame to the next [ms]. */
export const FRAME = 16;

/** Takes over timers, clock and frames; `advance` moves them on [ms]. */
export function fakeFrames(): { advance(ms: number): void } {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  // At the next multiple of the frame's length, as a screen has it.
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => setTimeout(work, FRAME - (performance.now() % FRAME)));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  return { advance: (ms) => void vi.advanceTimersByTime(ms) };
}

export function realFrames(): void {
  vi.unstubAllGlobals();
  vi.useRealTimers();
}

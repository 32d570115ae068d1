import { afterEach, expect, test, vi } from "vitest";
import { Pulse, withinLimit } from "./time-limit.ts";

const never = new Promise<never>(() => {});
const limit = { computing: 1000, waiting: 5000 };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A process that gets this share of a processor. */
function computingAt(share: number): void {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  const start = performance.now();
  vi.spyOn(process, "cpuUsage").mockImplementation(() => {
    return { user: 1000 * share * (performance.now() - start), system: 0 };
  });
}

/** When the work is given up [ms]. */
async function givenUpAfter(): Promise<number> {
  const start = performance.now();
  let at = Number.NaN;
  const ended = withinLimit(never, limit, "too late").catch(() => {
    at = performance.now() - start;
  });
  await vi.advanceTimersByTimeAsync(20_000);
  await ended;
  return at;
}

test("work that computes is given up at its limit", async () => {
  computingAt(1);
  expect(await givenUpAfter()).toBe(1000);
});

test("other threads of the process do not make it earlier", async () => {
  computingAt(4);
  expect(await givenUpAfter()).toBe(1000);
});

test("on a busy machine it gets as much computing, in longer time", async () => {
  computingAt(0.25);
  expect(await givenUpAfter()).toBe(4000);
});

test("work that only waits is given up, too", async () => {
  computingAt(0);
  expect(await givenUpAfter()).toBe(5000);
});

test("work that gives signs of life is given up so long after the last of them", async () => {
  computingAt(1);
  const [start, pulse] = [performance.now(), new Pulse()];
  let at = Number.NaN;
  const ended = withinLimit(never, limit, "too late", pulse).catch(() => {
    at = performance.now() - start;
  });
  for (let i = 0; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(600);
    pulse.beat();
  }
  expect(at).toBeNaN();
  await vi.advanceTimersByTimeAsync(20_000);
  await ended;
  // The last sign was at 6 s, and was seen with the next look.
  expect(at).toBe(7200);
});

test("what ends in time passes, with its value or its error", async () => {
  expect(await withinLimit(Promise.resolve(7), limit, "too late")).toBe(7);
  await expect(withinLimit(Promise.reject(new Error("its own")), limit, "too late")).rejects.toThrow("its own");
});

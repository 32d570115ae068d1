import { afterAll, describe, expect, it } from "vitest";
import { relativeDifference } from "./agreement.ts";
import { NumpyProcess, numpyProblem } from "./numpy-process.ts";

describe.skipIf(numpyProblem() !== null)("NumpyProcess", () => {
  const numpy = new NumpyProcess(1);
  afterAll(() => numpy.close());
  const square = (...values: number[]) => ({ values: Float64Array.from(values), shape: [2, 2] });

  it("hands arrays over and back, bit by bit", async () => {
    const arrays = { A: square(1, 2, 3, 1 / 3), B: square(1, 0, 0, 1) };
    const contestant = await numpy.contestant("numpy", "gemm", { arrays, sizes: {} });
    expect(await contestant.result()).toEqual({ C: arrays.A.values });
    expect(await contestant.time(3)).toBeGreaterThan(0);
  });

  it("keeps cases apart", async () => {
    const identity = square(1, 0, 0, 1);
    const [first, second] = [square(1, 2, 3, 4), square(5, 6, 7, 8)];
    const cases = [];
    for (const A of [first, second])
      cases.push(await numpy.contestant("numpy", "gemm", { arrays: { A, B: identity }, sizes: {} }));
    const results = [await cases[0].result(), await cases[1].result()];
    expect(relativeDifference(results[0].C, first.values)).toBe(0);
    expect(relativeDifference(results[1].C, second.values)).toBe(0);
  });

  it("says what it runs on", async () => {
    expect((await numpy.about()).numpy).toMatch(/^\d+\.\d+/);
  });

  it("reports a mistake and goes on", async () => {
    await expect(numpy.contestant("numpy", "no-such-case", { arrays: {}, sizes: {} })).rejects.toThrow("no-such-case");
    expect((await numpy.about()).numpy).toMatch(/^\d/);
  });
});

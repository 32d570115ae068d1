import { describe, expect, it } from "vitest";
import { digits, duration, durationRange } from "./figures.ts";
import { type MeasuredRow, markdownOf, textOf } from "./table.ts";

const spread = (median: number) => ({ lower: 0.9 * median, median, upper: 1.1 * median });

const row: MeasuredRow = {
  name: "gemm-24",
  title: "matrix product, n = 24",
  amount: { perRun: 2 * 24 ** 3, unit: "flop" },
  contestants: [
    { name: "WebAssembly", repetitions: 9, rounds: [], seconds: spread(2e-6) },
    { name: "numpy", repetitions: 9, rounds: [], seconds: spread(3e-6) },
  ],
  comparisons: [
    { ours: "WebAssembly", theirs: "numpy", kind: "speed-up", target: 1.4, ratio: spread(1.5), reached: true },
    { ours: "WebAssembly", theirs: "numpy", kind: "percent", target: 2, ratio: spread(1.5), reached: false },
    { ours: "WebAssembly", theirs: "numpy", kind: "share", target: null, ratio: spread(0.667), reached: null },
  ],
};

describe("textOf", () => {
  it("shows the contestants, their rates and what was compared", () => {
    expect(textOf(row).split("\n")).toEqual([
      "matrix product, n = 24",
      "  WebAssembly                     2.00 µs    1.80 … 2.20 µs        13.8 Gflop/s",
      "  numpy                           3.00 µs    2.70 … 3.30 µs        9.22 Gflop/s",
      "    WebAssembly against numpy                       1.50× (1.35 … 1.65×)      ≥ 1.4× ✓",
      "    WebAssembly against numpy                       150 % (135 … 165 %)       ≥ 200 % ✗",
      "    WebAssembly against numpy                       0.667× (0.600 … 0.734×)",
    ]);
  });
});

describe("markdownOf", () => {
  it("has a line for every comparison", () => {
    expect(markdownOf([row]).split("\n")[2]).toBe(
      "| matrix product, n = 24, WebAssembly | 2.00 µs | numpy | 3.00 µs | 1.50× (1.35 … 1.65×) | ≥ 1.4× ✓ |",
    );
    expect(markdownOf([row]).split("\n")).toHaveLength(5);
  });

  it("shows a row that is compared with nothing", () => {
    expect(markdownOf([{ ...row, comparisons: [] }]).split("\n")[2]).toBe(
      "| matrix product, n = 24 | 2.00 µs | | | | |",
    );
  });
});

describe("figures", () => {
  it("choose the unit", () => {
    expect([2.5, 0.25, 2.5e-5, 3e-8, 4e-12].map(duration)).toEqual([
      "2.50 s",
      "250 ms",
      "25.0 µs",
      "30.0 ns",
      "0.00400 ns",
    ]);
    expect(durationRange({ lower: 0.9e-3, median: 1e-3, upper: 1.2e-3 })).toBe("0.900 … 1.20 ms");
  });

  it("have three digits at least", () => {
    expect([1234.5, 123.4, 12.34, 0.1234].map(digits)).toEqual(["1235", "123", "12.3", "0.123"]);
  });
});

import { expect, test } from "vitest";
import { learningCurve } from "./curves.ts";
import { learningFigure } from "./figure.ts";
import { iterationsWith } from "./testing/runs.ts";

const axes = { title: "Curves", x: "rollouts", y: "distance [m]", scale: "logarithmic" } as const;
const point = (rollouts: number, value: number) => ({ rollouts, low: value / 2, centre: value, high: value * 2 });

/** The numbers of the path of this class that comes first. */
function firstPath(svg: string, kind: string): number[][] {
  const [, d = ""] = new RegExp(`class="${kind}"[^>]* d="M([^"Z]+)Z?"`).exec(svg) ?? [];
  return d.split("L").map((pair) => pair.split(" ").map(Number));
}

test("a curve is the median and the range over the seeds; a run that ended early stays where it was", () => {
  const runs = [
    [0.4, 0.2, 0.1],
    [0.8, 0.5],
    [null, 0.3, 0.3],
  ].map((metrics) => iterationsWith(metrics.map((metric, i) => ({ rollouts: 5 * (i + 1), metric }))));
  const never = Number.POSITIVE_INFINITY;
  expect(learningCurve("a", runs, "median", "lower")).toEqual({
    title: "a",
    points: [
      { rollouts: 5, centre: 0.8, low: 0.4, high: never },
      { rollouts: 10, centre: 0.3, low: 0.2, high: 0.5 },
      { rollouts: 15, centre: 0.3, low: 0.1, high: 0.5 },
    ],
  });
});

test("the mean counts every seed, a run that never began counts for none, and speeds diverge downwards", () => {
  const runs = [[1, 2], [], [2, null]].map((metrics) =>
    iterationsWith(metrics.map((metric, i) => ({ rollouts: 5 * (i + 1), metric }))),
  );
  const never = Number.NEGATIVE_INFINITY;
  expect(learningCurve("a", runs, "mean", "higher").points).toEqual([
    { rollouts: 5, centre: 1.5, low: 1, high: 2 },
    { rollouts: 10, centre: never, low: never, high: 2 },
  ]);
  expect(learningCurve("a", [[]], "mean", "higher").points).toEqual([]);
});

test("equal ratios are equal distances, and equal numbers of rollouts too", () => {
  const svg = learningFigure([{ title: "a", points: [point(20, 2), point(60, 0.2), point(100, 0.02)] }], [], axes);
  const [[x0, y0], [x1, y1], [x2, y2]] = firstPath(svg, "line");
  // Paths are rounded to tenths of a pixel.
  expect(x1 - x0).toBeCloseTo(x2 - x1, 0);
  expect(y1 - y0).toBeCloseTo(y2 - y1, 0);
  expect(y1).toBeGreaterThan(y0);
});

test("equal differences are equal distances on a linear scale", () => {
  const points = [point(20, 0.5), point(60, 1), point(100, 1.5)];
  const svg = learningFigure([{ title: "a", points }], [], { ...axes, scale: "linear" });
  const [[, y0], [, y1], [, y2]] = firstPath(svg, "line");
  expect(y1 - y0).toBeCloseTo(y2 - y1, 0);
  expect(y1).toBeLessThan(y0);
});

test("a level goes from side to side at the height of its value, under its name", () => {
  const svg = learningFigure(
    [{ title: "a", points: [point(20, 0.1), point(60, 0.02)] }],
    [{ title: "iLQG", value: 0.02 }],
    axes,
  );
  const [[x0], [x1, y1]] = firstPath(svg, "line");
  const [, left, y, right] = (/class="level" d="M([\d.]+) ([\d.]+)H([\d.]+)"/.exec(svg) ?? []).map(Number);
  expect(y).toBe(y1);
  expect([left < x0, right]).toEqual([true, x1]);
  expect(svg).toContain(">iLQG<");
});

test("a level of a diverged baseline is drawn on the frame's edge", () => {
  const svg = learningFigure(
    [{ title: "a", points: [point(20, 0.1)] }],
    [{ title: "b", value: Number.POSITIVE_INFINITY }],
    axes,
  );
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test("the band encloses the line, and what diverged is drawn on the frame's edge", () => {
  const diverged = { rollouts: 10, low: 0.1, centre: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const svg = learningFigure([{ title: "a", points: [point(5, 0.2), diverged] }], [], axes);
  const line = firstPath(svg, "line");
  const band = firstPath(svg, "band");
  expect(band).toHaveLength(4);
  expect(band[0][1]).toBeLessThan(line[0][1]);
  expect(band[3][1]).toBeGreaterThan(line[0][1]);
  expect(line[1][1]).toBe(band[1][1]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test("names its axes and curves, each with a dash of its own", () => {
  const curves = ["one", "two", "three & <four>", "five"].map((title) => ({
    title,
    points: [point(1, 1), point(2, 2)],
  }));
  const svg = learningFigure(curves, [], axes);
  for (const text of [">rollouts<", ">distance [m]<", ">one<", ">three &amp; &lt;four&gt;<"])
    expect(svg).toContain(text);
  const dashes = [...svg.matchAll(/class="line" stroke="[^"]+"(?: stroke-dasharray="([^"]+)")?/g)].map(([, d]) => d);
  expect(new Set(dashes).size).toBe(4);
});

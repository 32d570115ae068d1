import { expect, it } from "vitest";
import { type Iteration, type RunDetail, runConfigSchema } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { runWith } from "../library/testing/runs.ts";
import { csvOf } from "./csv.ts";
import { entriesOf } from "./entries.ts";
import { figureOf } from "./figure.ts";
import { pictureOf, thinned } from "./marks.ts";
import { quantitiesOf } from "./quantities.ts";
import { linearScale } from "./scales.ts";
import { svgOf } from "./svg.ts";

function detail(id: number, group: string, seed: number, costs: number[], klStep = 0.3): RunDetail {
  return {
    summary: runWith(id, { group, seed }),
    config: runConfigSchema.parse({ task: "peg2d", seed, options: { klStep } }),
    task: taskDescriptions[0]!,
    iterations: costs.map(
      (cost, i) =>
        ({
          ...{ iteration: i + 1, rollouts: 5 * (i + 1), seconds: 1, accepted: true, cost },
          ...{ policy: null, modelError: null },
        }) as Iteration,
    ),
  } as RunDetail;
}

const details = [detail(1, "a", 1, [10, 4, 2]), detail(2, "a", 2, [12, 6, 4]), detail(3, "b", 1, [9, 9, 9], 0.5)];
const entries = entriesOf(details);
const cost = quantitiesOf(details).find(({ id }) => id === "cost")!;
const style = { across: "iteration", smoothing: 0, seeds: "std" } as const;
const colours = {
  text: "#111111",
  muted: "#555555",
  grid: "#dddddd",
  series: () => ({ stroke: "#0072b2", dash: [4, 2] }),
};
const options = { width: 600, chartHeight: 200, log: false, across: "Iteration", labels: ["<a> & b", "c"], colours };

it("names what is compared by what tells it apart", () => {
  expect(entries.map(({ label }) => label)).toEqual(["2 seeds · KL step 0.3", "Run 3 · KL step 0.5"]);
});

it("draws the mean of the seeds with its band, or every seed", () => {
  const { curves } = figureOf(entries, cost, style);
  expect(curves.map(({ line }) => line.y)).toEqual([
    [11, 5, 3],
    [9, 9, 9],
  ]);
  expect(curves[0]?.band?.high[0]).toBeCloseTo(11 + Math.SQRT2, 12);
  expect(figureOf(entries, cost, { ...style, seeds: "all" }).curves.map(({ label }) => label)).toEqual([
    "2 seeds · KL step 0.3, seed 1",
    "2 seeds · KL step 0.3, seed 2",
    "Run 3 · KL step 0.5",
  ]);
});

it("ends a band where the quantity cannot go on", () => {
  const uneven = entriesOf([detail(1, "a", 1, [1, 9]), detail(2, "a", 2, [19, 9])]);
  const band = figureOf(uneven, cost, style).curves[0]?.band;
  expect(band?.low).toEqual([0, 9]);
  expect(band?.high[0]).toBeCloseTo(10 + 18 / Math.SQRT2, 12);
});

it("says of a mean that it ends where the first of its seeds does", () => {
  const said = "Means end with the first seed that does";
  const texts = (seeds: "std" | "all", ...costs: number[][]) => {
    const runs = costs.map((values, i) => detail(i + 1, "a", i + 1, values));
    const { marks } = pictureOf([figureOf(entriesOf(runs), cost, { ...style, seeds })], options);
    return marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
  };
  expect(texts("std", [9, 8, 7], [9, 8])).toContain(said);
  expect(texts("std", [9, 8, 7], [9, 8, 7])).not.toContain(said);
  expect(texts("all", [9, 8, 7], [9, 8])).not.toContain(said);
});

it("says that a curve leaves out what was rejected at its end, unless it is of something else", () => {
  const rejected = detail(1, "a", 1, [9, 8, 7]);
  rejected.iterations[2]!.accepted = false;
  const notes = (id: string, run: RunDetail) =>
    figureOf(entriesOf([run]), quantitiesOf([run]).find((one) => one.id === id)!, style).notes;
  expect(notes("cost", rejected)).toEqual(["Rejected iterations are left out"]);
  expect(notes("seconds", rejected)).toEqual([]);
  expect(notes("cost", detail(1, "a", 1, [9, 8, 7]))).toEqual([]);
});

it("keeps the raw trace beside the smoothed one", () => {
  const [curve] = figureOf(entries, cost, { ...style, smoothing: 0.5 }).curves;
  expect(curve?.raw?.y).toEqual([11, 5, 3]);
  expect(curve?.line.y[1]).toBeCloseTo((0.5 * 11 + 5) / 1.5, 12);
});

it("writes every number that is drawn", () => {
  const lines = csvOf([figureOf(entries, cost, style)], "iteration")
    .trim()
    .split("\n");
  expect(lines[0]).toBe("quantity,unit,curve,iteration,value,low,high,raw");
  expect(lines).toHaveLength(7);
  expect(lines[4]).toBe("Cost,,Run 3 · KL step 0.5,1,9,,,");
});

it("sets two charts beside each other where there is room, and keeps them apart", () => {
  const figures = [figureOf(entries, cost, style), figureOf(entries, cost, style)];
  const wide = pictureOf(figures, { ...options, width: 1000 });
  expect(wide.height).toBe(pictureOf(figures, options).height - options.chartHeight);
  const curves = wide.marks.filter((mark) => mark.kind === "line" && mark.width === 1.75);
  const spans = curves.map((mark) => (mark.kind === "line" ? mark.points.map(([x]) => x < 500) : []));
  expect(spans.map((left) => [left.every(Boolean), left.some(Boolean)])).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [false, false],
  ]);
});

it("is a picture that stands alone, with every name escaped and every mark within it", () => {
  const picture = pictureOf([figureOf(entries, cost, style)], options);
  const svg = svgOf(picture, "#ffffff");
  expect(svg).toContain("&lt;a&gt; &amp; b");
  expect(svg).not.toContain("NaN");
  for (const mark of picture.marks) {
    const points = mark.kind === "text" ? [[mark.x, mark.y] as const] : mark.points;
    for (const [x, y] of points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(picture.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(picture.height);
    }
  }
});

it("draws lower costs lower, on either axis, and no point of a long curve's extremes is lost", () => {
  for (const log of [false, true]) {
    const { marks } = pictureOf([figureOf([entries[1]!, entries[0]!], cost, style)], { ...options, log });
    const lines = marks.filter((mark) => mark.kind === "line" && mark.width === 1.75);
    const ends = lines.map((mark) => (mark.kind === "line" ? mark.points.at(-1)![1] : 0));
    expect(ends[1]).toBeGreaterThan(ends[0]!);
  }
  const long = Array.from({ length: 10_000 }, (_, i) => [i / 100, i === 5003 ? 99 : i % 7] as const);
  expect(thinned(long).length).toBeLessThanOrEqual(400);
  expect(thinned(long)).toContainEqual([50.03, 99]);
});

it("has whole ticks round the values", () => {
  expect(linearScale(0.1, 0.93, 5).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(linearScale(90, 100, 5).ticks).toEqual([90, 92, 94, 96, 98, 100]);
  expect(linearScale(3, 3, 5).ticks.length).toBeGreaterThan(1);
  expect(linearScale(-2, -1, 5).from).toBe(-2);
});

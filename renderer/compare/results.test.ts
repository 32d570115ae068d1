import { expect, it } from "vitest";
import type { Iteration, RunDetail } from "../../main/engine/api.ts";
import type { Entry } from "./entries.ts";
import { quantitiesOf } from "./quantities.ts";
import { reachedBy } from "./results.ts";

const run = (costs: number[]) =>
  ({ iterations: costs.map((cost, i) => ({ iteration: i + 1, accepted: true, cost }) as Iteration) }) as RunDetail;
const entries: Entry[] = [
  { key: "a", label: "a", runs: [run([9, 2]), run([9, 4])] },
  { key: "b", label: "b", runs: [run([9, 6])] },
  { key: "c", label: "c", runs: [run([])] },
];
const cost = quantitiesOf([]).find(({ id }) => id === "cost")!;

it("measures the last values against the pinned baseline, and says which way is better", () => {
  const [a, b, c] = reachedBy(entries, cost, "b");
  expect(a).toMatchObject({ last: { mean: 3, std: Math.SQRT2, count: 2 }, delta: -3, share: -0.5, better: true });
  expect(b).toMatchObject({ last: { mean: 6, std: null }, delta: null, better: null });
  expect(c).toEqual({ last: null, delta: null, share: null, better: null });
  expect(reachedBy(entries, cost, "a")[1]).toMatchObject({ delta: 3, share: 1, better: false });
});

it("has no difference without a baseline", () => {
  expect(reachedBy(entries, cost, null).map(({ delta }) => delta)).toEqual([null, null, null]);
});

import { expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { cellText, groupText } from "./format-cells.ts";
import { namesOf } from "./names.ts";
import { runWith } from "./testing/runs.ts";

const names = namesOf(taskDescriptions);

it("writes a run's numbers with their unit, and how far it is", () => {
  const run = runWith(7, { bestMetric: 0.01234, seconds: 72.3, iterationsDone: 3, rollouts: 1500 });
  expect([cellText.best(run, names), cellText.duration(run, names), cellText.rollouts(run, names)]).toEqual([
    "0.0123\u00a0m",
    "1:12",
    "1,500",
  ]);
  expect(cellText.status(run, names)).toBe("Running 3/20");
  expect(cellText.last(run, names)).toBe("–");
  expect(cellText.method({ ...run, method: "gps" }, names)).toBe("Guided policy");
  expect(cellText.method({ ...run, method: "of another version" }, names)).toBe("of another version");
});

it("folds a group into mean ± standard deviation over its seeds", () => {
  const runs = [0.1, 0.2, 0.3].map((bestMetric, i) => runWith(i, { bestMetric, seed: i + 1, status: "completed" }));
  expect(groupText.best(runs, names)).toBe("0.200 ± 0.100\u00a0m");
  const alike = [0.00567, 0.005672, 0.005674].map((bestMetric, i) => runWith(i, { bestMetric }));
  expect(groupText.best(alike, names)).toBe("0.00567 ± 2·10⁻⁶\u00a0m");
  const equal = [0.1, 0.1, 0.1].map((bestMetric, i) => runWith(i, { bestMetric }));
  expect(groupText.best(equal, names)).toBe("0.100 ± 0\u00a0m");
  expect(groupText.seed(runs, names)).toBe("1–3");
  expect(groupText.status(runs, names)).toBe("Completed");
  const mixed = [...runs, runWith(9, { seed: 7, status: "failed" }, { tags: ["a"] })];
  expect([groupText.seed(mixed, names), groupText.status(mixed, names), groupText.tags(mixed, names)]).toEqual([
    "1, 2, 3, 7",
    "3/4 completed",
    "a",
  ]);
});

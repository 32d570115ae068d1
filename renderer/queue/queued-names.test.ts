import { expect, it } from "vitest";
import type { Queued } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { queuedNames } from "./queued-names.ts";

const queue = (...configs: Queued["config"][]) =>
  queuedNames(
    configs.map((config, i) => ({ id: i + 1, config, parent: null, ownModel: false })),
    taskDescriptions,
  );

it("says the swept setting of each run, the task's own value too", () => {
  const [half, usual] = queue(
    { task: "peg2d", seed: 2, options: { klStep: 0.5 } },
    { task: "peg2d", seed: 2, options: {} },
  );
  expect(half).toEqual({
    title: "Peg 2D, seed 2",
    details: "Trajectory optimisation · KL step 0.5",
    whole: "Peg 2D, seed 2, KL step 0.5",
  });
  expect(usual).toEqual({
    title: "Peg 2D, seed 2",
    details: "Trajectory optimisation · KL step 2",
    whole: "Peg 2D, seed 2, KL step 2",
  });
});

it("says nothing of what all runs share in their whole names", () => {
  const names = queue({ task: "peg2d", iterations: 3 }, { task: "peg2d", seed: 2, iterations: 3 });
  expect(names.map(({ whole }) => whole)).toEqual(["Peg 2D, seed 1", "Peg 2D, seed 2"]);
  expect(names[0]?.details).toBe("Trajectory optimisation · Iterations 3");
});

it("tells methods apart, and names a task that it does not know", () => {
  const names = queue({ task: "peg2d" }, { task: "peg2d", method: "ilqg" }, { task: "juggler", seed: 4 });
  expect(names.map(({ whole }) => whole)).toEqual([
    "Peg 2D, seed 1, Trajectory optimisation",
    "Peg 2D, seed 1, iLQG on the true model",
    "juggler, seed 4, Trajectory optimisation",
  ]);
});

import { expect, it } from "vitest";
import type { RolloutDrawing, TaskDescription } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { chosenRollout, contentOf } from "./content.ts";
import { allJoints } from "./testing/all-joints.ts";

const rollout = (status: "ok" | "diverged", first: number) =>
  ({
    status,
    success: true,
    cost: 1,
    metric: 1,
    positions: new Float32Array(14).fill(first),
    costs: new Float32Array(1),
  }) as RolloutDrawing;

const task = {
  name: "t",
  stateDim: 26,
  conditions: [{ mean: [] }],
  sites: { tip: ["tip"], target: null },
} as unknown as TaskDescription;
const rollouts = [rollout("ok", 1), rollout("diverged", 1e9), rollout("ok", 3)];
const shown = { key: "", run: 1, task, model: allJoints, rollouts, iteration: 1 } as Shown;

it("draws the chosen rollout solid and the others as ghosts, and frames what did not diverge", () => {
  const mean = chosenRollout(shown, "mean");
  expect(mean?.positions[0]).toBe(2);
  expect(contentOf(shown, "mean", mean).ghosts).toHaveLength(3);
  const content = contentOf(shown, 2, chosenRollout(shown, 2));
  expect(content.solid[0]).toBe(3);
  expect(content.ghosts.map(([first]) => first)).toEqual([1, 1e9]);
  expect(content.framed.map(([first]) => first)).toEqual([3, 1, 3]);
});

it("shows the posture at the start before there is a rollout", () => {
  const preview = { ...shown, rollouts: [] };
  const reference = contentOf(preview, "mean", chosenRollout(preview, "mean"));
  expect(reference.moving).toBe(false);
  expect(reference.solid[3]).toBe(1);
  const start = {
    ...task,
    stateDim: 28,
    conditions: [{ mean: new Array(28).fill(0.5) }],
  } as unknown as TaskDescription;
  expect([...contentOf({ ...preview, task: start }, "mean", null).solid]).toEqual(new Array(14).fill(0.5));
});

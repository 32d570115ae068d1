import { expect, it } from "vitest";
import type { RolloutDrawing, TaskDescription } from "../../main/engine/api.ts";
import { fixedScene } from "../../workers/systems/description.ts";
import type { Shown } from "../app/shown-store.ts";
import { chosenRollout, contentOf } from "./content.ts";
import { allJoints } from "./testing/all-joints.ts";

const rollout = (status: RolloutDrawing["status"], first: number) =>
  ({
    condition: "here",
    actor: "controller",
    status,
    success: true,
    cost: 1,
    metric: 1,
    positions: new Float32Array(14).fill(first),
    actions: new Float32Array([-first, first, 10, 20]),
    costs: new Float32Array(1),
  }) as RolloutDrawing;

const there = { name: "there", mean: [], shifts: [{ body: "slot", by: [1, 0, 0] }] };

const task = {
  name: "t",
  stateDim: 26,
  conditionSets: [{ trained: [{ name: "here", mean: [], shifts: [] }, there], heldOut: [] }],
  sites: { tip: ["tip"], target: null },
  scene: fixedScene,
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
  expect(content.framed.map(([first]) => first)).toEqual([0, 3, 1, 3]);
  expect(content.activations).toBeNull();
});

it("has the network's rollouts apart from the samples, frames them, and leaves the solid one as it is", () => {
  const network = [{ ...rollout("ok", 5), condition: "there" }, rollout("diverged", 1e9)];
  const alone = contentOf(shown, "mean", chosenRollout(shown, "mean"));
  const content = contentOf(shown, "mean", chosenRollout(shown, "mean"), network);
  expect(content.network.tracks.map(([first]) => first)).toEqual([5, 1e9]);
  expect(content.network.shifts).toEqual([there.shifts, []]);
  expect(content.ghosts).toEqual(alone.ghosts);
  expect(content.solid).toEqual(alone.solid);
  expect(content.framed.map(([first]) => first)).toEqual([0, 2, 1, 3, 5]);
});

it("frames a robot that goes nowhere as it starts in the conditions that are drawn, wherever its rollouts go", () => {
  // Its root turns about a point: a ball joint has four positions.
  const [base] = allJoints.joints;
  const arm = { ...allJoints, joints: [{ ...base!, type: "ball" as const }] };
  const startsAt = (name: string, first: number) => ({ name, mean: Array(8).fill(first), shifts: [] });
  const sets = [
    { trained: [startsAt("here", 1)], heldOut: [] },
    { trained: [startsAt("there", 2)], heldOut: [startsAt("elsewhere", 3)] },
  ];
  const rooted = { ...task, stateDim: 8, conditionSets: sets } as unknown as TaskDescription;
  const drawn = ["there", "there"].map((condition) => ({ ...rollout("ok", 9), condition }));
  const row = { ...shown, model: arm, task: rooted, rollouts: drawn };
  const framed = (network: RolloutDrawing[]) =>
    contentOf(row, 0, chosenRollout(row, 0), network).framed.map(([first]) => first);
  expect(framed([])).toEqual([1, 2]);
  expect(framed([{ ...rollout("ok", 9), condition: "elsewhere" }])).toEqual([1, 2, 3]);
});

it("takes the mean posture from the rollouts that nobody fell in, and the mean cost from all that ended", () => {
  const fallen = { ...rollout("fallen", 5), cost: 4 };
  const mean = chosenRollout({ ...shown, rollouts: [...rollouts, fallen] }, "mean");
  expect([mean?.positions[0], mean?.cost]).toEqual([2, 2]);
  expect(chosenRollout({ ...shown, rollouts: [fallen] }, "mean")?.positions[0]).toBe(5);
});

it("has the bodies of each rollout where its condition has them, and the mean in the first one's", () => {
  const moved = { ...rollout("ok", 5), condition: "there" };
  const mixed = { ...shown, rollouts: [...rollouts, moved] };
  const mean = chosenRollout(mixed, "mean");
  expect([mean?.condition, mean?.positions[0]]).toEqual(["here", 2]);
  const all = contentOf(mixed, "mean", mean);
  expect(all.shifts).toEqual({ solid: [], ghosts: [[], [], [], there.shifts] });
  const chosen = contentOf(mixed, 3, chosenRollout(mixed, 3));
  expect(chosen.shifts).toEqual({ solid: there.shifts, ghosts: [[], [], []] });
});

it("has the activations of a skin's muscles, in their order and over their range", () => {
  const muscles = [1, 0].map((action) => ({ ends: ["a", "b"] as [string, string], action }));
  const actions = [{ range: [-8, 8] }, { range: [0, 4] }] as TaskDescription["actions"];
  const soft = { ...task, actionDim: 2, actions, scene: { ...fixedScene, skin: { chambers: [], muscles } } };
  const chosen = { ...shown, task: soft };
  const { activations } = contentOf(chosen, 2, chosenRollout(chosen, 2));
  expect([...(activations ?? [])]).toEqual([0.75, 0.3125, 1, 1]);
});

it("shows the posture at the start before there is a rollout", () => {
  const preview = { ...shown, rollouts: [] };
  const reference = contentOf(preview, "mean", chosenRollout(preview, "mean"));
  expect(reference.moving).toBe(false);
  expect(reference.solid[3]).toBe(1);
  const start = {
    ...task,
    stateDim: 28,
    conditionSets: [{ trained: [{ mean: new Array(28).fill(0.5) }] }],
  } as unknown as TaskDescription;
  expect([...contentOf({ ...preview, task: start }, "mean", null).solid]).toEqual(new Array(14).fill(0.5));
});

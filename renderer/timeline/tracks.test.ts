import { expect, it } from "vitest";
import type { IterationSignals, RolloutDrawing, TaskDescription } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { trackChoices, tracksOf } from "./tracks.ts";

const task = {
  stateDim: 2,
  actionDim: 1,
  states: [
    { name: "angle", symbol: "q", unit: "rad", range: null },
    { name: "velocity", symbol: "v", unit: "rad/s", range: null },
  ],
  actions: [{ name: "torque", symbol: "u", unit: "N·m", range: [-2, 2] }],
  costTerms: [
    { name: "distance", title: "Distance", weight: 1, formula: "d" },
    { name: "effort", title: "Effort", weight: 1, formula: "u²" },
  ],
} as unknown as TaskDescription;

const rollout = (status: RolloutDrawing["status"], costs: number[], actions: number[]) =>
  ({
    condition: "here",
    actor: "controller",
    status,
    costs: Float32Array.from(costs),
    actions: Float32Array.from(actions),
  }) as RolloutDrawing;
const rollouts = [
  rollout("ok", [1, 1, 2, 0], [0, 1]),
  rollout("diverged", [9, 9, 9, 9], [9, 9]),
  rollout("ok", [3, 1, 4, 2], [2, 3]),
];
const shown = { task, rollouts } as unknown as Shown;
const one = { gains: Float64Array.of(1, 0, 0, 2), offsets: new Float64Array(2), covariances: Float64Array.of(1, 4) };
const signals: IterationSignals = {
  states: [
    [1, 10, 2, 20],
    [9, 99, 9, 99],
    [3, 30, 6, 60],
  ].map((x) => Float32Array.from(x)),
  controllers: [{ condition: "here", now: one, next: { ...one, offsets: Float64Array.of(1, 1) } }],
  modelErrors: [],
};
const numbers = (values: ArrayLike<number> = []) => Array.from(values);
const all = trackChoices(task).map(({ id }) => id);

it("offers cost, states and actions by unit, and what follows from the controllers", () => {
  expect(trackChoices(task).map(({ title }) => title)).toEqual([
    "Cost",
    "States [rad]",
    "States [rad/s]",
    "Actions [N·m]",
    "Feedback gains",
    "Action noise",
    "Controller's step, KL",
  ]);
});

it("has the mean of the samples that did not diverge, with the band of all of them", () => {
  const [cost, angle, velocity, torque] = tracksOf(shown, signals, "mean", all);
  expect(cost?.series.map(({ values }) => [...(values as Float64Array)])).toEqual([
    [2, 3],
    [1, 1],
  ]);
  expect(numbers(cost?.total?.values)).toEqual([3, 4]);
  expect([...(cost?.total?.band?.low ?? [])]).toEqual([2, 2]);
  expect([...(cost?.total?.band?.high ?? [])]).toEqual([4, 6]);
  expect([...(angle!.series[0]!.values as Float64Array)]).toEqual([2, 4]);
  expect([...velocity!.series[0]!.band!.high]).toEqual([30, 60]);
  expect(torque!.series[0]!.limits).toEqual([-2, 2]);
});

it("has one sample's numbers where it is chosen, a diverged one's too", () => {
  const [cost] = tracksOf(shown, null, 1, ["cost"]);
  expect(numbers(cost?.total?.values)).toEqual([18, 18]);
});

it("has the controller's quantities, and none to a next controller that is not there", () => {
  const derived = tracksOf(shown, signals, "mean", ["gains", "noise", "kl"]);
  expect(derived.map(({ series }) => [...(series[0]!.values as Float64Array)])).toEqual([
    [1, 2],
    [1, 2],
    [0.5, 0.125],
  ]);
  const last = { ...signals, controllers: [{ ...signals.controllers[0]!, next: null }] };
  expect(tracksOf(shown, last, "mean", ["kl"])).toEqual([]);
  expect(tracksOf(shown, null, "mean", all).map(({ id }) => id)).toEqual(["cost", "action N·m"]);
});

it("compares a rollout with those of its own condition and actor, and a controller with its own condition's", () => {
  const there = { ...rollout("ok", [5, 5, 5, 5], [5, 5]), condition: "there" };
  const mixed = { task, rollouts: [...rollouts, there] } as unknown as Shown;
  const states = [...signals.states, Float32Array.of(100, 100, 100, 100)];
  const next = { ...one, gains: Float64Array.of(2, 0, 0, 2) };
  const both = {
    states,
    modelErrors: [],
    controllers: ["here", "there"].map((condition) => ({ condition, now: one, next })),
  };
  const [cost] = tracksOf(mixed, null, "mean", ["cost"]);
  expect(numbers(cost?.total?.values)).toEqual([3, 4]);
  expect(tracksOf(mixed, null, 3, ["cost"])[0]?.total?.band).toBeNull();
  const [kl] = tracksOf(mixed, both, "mean", ["kl"]);
  expect(kl?.series.map(({ name, values }) => [name, values[0]])).toEqual([
    ["here", (1 + 9) / 4],
    ["there", 5000],
  ]);
});

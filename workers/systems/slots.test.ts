/** Whether the arms reach every slot that a condition puts before them, and what the sets are. */
import { describe, expect, it } from "vitest";
import { arrange } from "../physics/arrange.ts";
import { simulatorOf, tipAt } from "../testing/systems.ts";
import type { Condition } from "./description.ts";
import { taskDescriptions } from "./index.ts";
import { peg2d } from "./peg2d.ts";
import { peg3d } from "./peg3d.ts";

const LINKS = { upperArm: 1, forearm: 0.75, peg: 0.5, shoulder: 1.1 };

/** Shoulder, elbow and wrist [rad] with the peg straight down and its tip at `reach` from the shoulder's axis and `height` [m]. */
function pegDown(reach: number, height: number): [number, number, number] {
  const { upperArm: a, forearm: b, peg, shoulder } = LINKS;
  const rise = height + peg - shoulder;
  const r = Math.hypot(reach, rise);
  // The elbow bends down: the law of cosines on upper arm, forearm and r.
  const elbow = -Math.acos((r * r - a * a - b * b) / (2 * a * b));
  const angle = Math.atan2(rise, reach) - Math.atan2(b * Math.sin(elbow), a + b * Math.cos(elbow));
  return [angle, elbow, -Math.PI / 2 - angle - elbow];
}

const postures = {
  peg2d: ([x, , z]: Float64Array, lift: number) => pegDown(x, z + lift),
  peg3d: ([x, y, z]: Float64Array, lift: number) => {
    const [pitch, elbow, wrist] = pegDown(Math.hypot(x, y), z + lift);
    return [Math.atan2(y, x), pitch, 0, elbow, wrist, 0];
  },
};

/** The peg's end is round and just touches the bottom: this far above it nothing does [m]. */
const LIFT = 0.001;

describe.each([
  ["peg2d", peg2d],
  ["peg3d", peg3d],
] as const)("the slots of %s", (name, system) => {
  const { description } = system;
  const [single, ...others] = description.conditionSets;

  it("are all reached by the peg, and none touches the arm at its start", async () => {
    const simulation = await simulatorOf(system);
    const still = new Float64Array(simulation.nv);
    for (const { trained, heldOut } of description.conditionSets) {
      for (const condition of [...trained, ...heldOut]) {
        const goal = arrange(simulation, description, condition);
        const posture = postures[name](goal, LIFT);
        const tip = tipAt(simulation, system, posture);
        expect(Math.hypot(...tip.map((p, i) => p - goal[i]))).toBeCloseTo(LIFT, 9);
        for (const q of [posture, condition.mean.slice(0, simulation.nq)]) {
          simulation.reset(q, still);
          simulation.step(new Float64Array(description.actionDim), 1);
          expect(simulation.data.ncon).toBe(0);
        }
      }
    }
    simulation.dispose();
  });

  it("are begun by controllers that rest where their own condition starts", () => {
    const dX = description.stateDim;
    for (const condition of description.conditionSets.flatMap(({ trained }) => trained)) {
      const { gains, offsets } = system.initialController(condition);
      // u = K x₁ + k of the first step.
      for (let i = 0; i < description.actionDim; i++) {
        const u = condition.mean.reduce((sum, x, j) => sum + gains[i * dX + j] * x, offsets[i]);
        expect(u).toBeCloseTo(0, 12);
      }
    }
  });

  it("begin with the one of the model, then four that are trained on and four others between them", () => {
    expect(single).toMatchObject({ name: "single", heldOut: [] });
    expect(single.trained).toMatchObject([{ name: "above the slot", shifts: [] }]);
    const places = (conditions: readonly Condition[]) => conditions.map(({ shifts: [{ by }] }) => by);
    for (const { trained, heldOut } of others) {
      const all = [...places(trained), ...places(heldOut)];
      expect(new Set(all.map(String)).size).toBe(8);
      for (const axis of [0, 1, 2]) {
        const along = places(trained).map((by) => by[axis]);
        for (const by of places(heldOut)) {
          expect(by[axis]).toBeGreaterThanOrEqual(Math.min(...along));
          expect(by[axis]).toBeLessThanOrEqual(Math.max(...along));
        }
      }
      const [{ mean, std }] = trained;
      for (const condition of [...trained, ...heldOut]) expect(condition).toMatchObject({ mean, std });
    }
  });
});

it("stand where the documentation says", () => {
  const along = (set: number, group: "trained" | "heldOut", { description } = peg2d) =>
    description.conditionSets[set][group].map(({ shifts: [{ by }] }) => by[0]);
  const thirds = (reach: number, parts: number[]) => parts.map((part) => expect.closeTo((part * reach) / 6, 12));
  expect(along(1, "trained")).toEqual(thirds(0.1, [-6, -2, 2, 6]));
  expect(along(1, "heldOut")).toEqual(thirds(0.1, [-4, -1, 1, 4]));
  expect(along(2, "trained")).toEqual(thirds(0.2, [-6, -2, 2, 6]));
  expect(along(1, "trained", peg3d)).toEqual(thirds(0.05, [-6, -2, 2, 6]));
  expect(along(1, "heldOut", peg3d)).toEqual(thirds(0.05, [-4, -1, 1, 4]));
  const corners = peg3d.description.conditionSets[2].trained.map(({ shifts: [{ by }] }) => by.map(Math.abs));
  expect(corners).toEqual(new Array(4).fill([0.05, 0.05, 0]));
});

it.each([
  ["peg2d", peg2d, 1],
  ["peg2d", peg2d, 2],
  ["peg3d", peg3d, 1],
] as const)(
  "of a row of %s begin 0.1 m to the right of where the peg starts, 0.27 m above the table: set %#",
  async (_, system, set) => {
    const simulation = await simulatorOf(system);
    const { conditionSets } = system.description;
    const [first] = conditionSets[set].trained;
    const [x, y, z] = tipAt(simulation, system, first.mean.slice(0, simulation.nq));
    expect([x, y]).toEqual([expect.closeTo(1.1 + first.shifts[0].by[0] - 0.1, 3), expect.closeTo(0, 12)]);
    expect(z - 0.6).toBeCloseTo(0.27, 3);
    simulation.dispose();
  },
);

it("lie in a table that reaches half a metre to either side where the row is wide, and less where it is not", async () => {
  const simulation = await simulatorOf(peg2d);
  const { description } = peg2d;
  const top = 0.6;
  const touchesBeside = (condition: Condition, side: number) => {
    const [x] = arrange(simulation, description, condition);
    simulation.reset(Float64Array.from(pegDown(x + 0.4 * side, top - LIFT)), new Float64Array(simulation.nv));
    simulation.step(new Float64Array(description.actionDim), 1);
    return simulation.data.ncon > 0;
  };
  const [, narrow, wide] = description.conditionSets;
  for (const side of [-1, 1]) {
    for (const condition of [...wide.trained, ...wide.heldOut]) expect(touchesBeside(condition, side)).toBe(true);
    for (const condition of [...narrow.trained, ...narrow.heldOut]) expect(touchesBeside(condition, side)).toBe(false);
  }
  simulation.dispose();
});

describe.each(taskDescriptions.map((task) => [task.name, task] as const))("the conditions of %s", (_, task) => {
  it("are one where they have one name, and are of the task's size", () => {
    const byName = new Map<string, Condition>();
    for (const { trained, heldOut } of task.conditionSets) {
      for (const condition of [...trained, ...heldOut]) {
        expect(byName.get(condition.name) ?? condition).toEqual(condition);
        byName.set(condition.name, condition);
        expect([condition.mean.length, condition.std.length]).toEqual([task.stateDim, task.stateDim]);
      }
    }
  });

  it("start with a set that the configuration has for its default", () => {
    expect(task.conditionSets[0].name).toBe("single");
  });

  it("show a policy what the task says", () => {
    const seen = task.observation.map((i) => task.states[i].name);
    const hidden = task.states.map(({ name }) => name).filter((name) => !seen.includes(name));
    const expected = { swimmer: ["x", "y"], walker: ["root x"] }[task.name] ?? [];
    expect(hidden).toEqual(expected);
    expect(new Set(seen).size).toBe(task.observation.length);
    if (task.travel !== null) expect(task.states[task.travel].unit).toBe("m");
  });
});

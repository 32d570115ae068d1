/** Bodies that a condition moves, against a model whose text has them there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { drawRollout, readyToAct } from "../sampling/draw-rollout.ts";
import { type Condition, firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import { peg3d } from "../systems/peg3d.ts";
import type { System } from "../systems/system.ts";
import { modelText } from "../testing/models.ts";
import { simulatorOf, tipAt } from "../testing/systems.ts";
import { arrange } from "./arrange.ts";
import { expandCost } from "./expand-cost.ts";
import { Simulation } from "./simulation.ts";
import { transitionDerivatives } from "./transition.ts";

/** The slot's bottom stands at (1.1, 0) in the models' texts. */
function editedModel({ description }: System, { shifts: [shift] }: Condition): string {
  const [x, y, z] = shift.by;
  const edited = modelText(description.model).replace('pos="1.1 0 0"', `pos="${1.1 + x} ${y} ${z}"`);
  expect(edited).not.toBe(modelText(description.model));
  return edited;
}

describe.each([
  ["peg2d", peg2d, [0.2406, -1.6397, -0.17]],
  ["peg3d", peg3d, [0.02, 0.2406, 0, -1.6397, -0.17, 0.01]],
] as const)("the slot of %s, moved", (_, system, deep) => {
  const { description } = system;
  const here = firstCondition(description);
  const { trained, heldOut } = description.conditionSets[1];
  const conditions = [...trained, ...heldOut];
  const [moved] = trained;
  const actor = readyToAct({ kind: "controller", controller: system.initialController(here) }, description);
  const rollOut = (simulation: Simulation, condition: Condition) =>
    drawRollout(simulation, system, actor, { condition, stream: streamFromSeed(3).state(), smoothing: 2, spread: 1 });
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulatorOf(system);
  });
  afterAll(() => simulation.dispose());

  /** Poses and contacts in a posture whose tip is deep in the slot where the model has it. */
  function contactsAt(of: Simulation) {
    of.reset(deep, new Float64Array(of.nv));
    of.mujoco.mj_forward(of.model, of.data);
    const contacts = Array.from({ length: of.data.ncon }, (_, i) => {
      const contact = of.data.contact.get(i);
      return [...(contact?.geom ?? []), contact?.dist, ...(contact?.pos ?? []), ...(contact?.frame ?? [])];
    });
    return { contacts, geoms: [...of.data.geom_xpos], sites: [...of.data.site_xpos], bodies: [...of.data.xpos] };
  }

  it("meets the peg, and has its site, where an edited model has them", async () => {
    let touching = 0;
    for (const condition of conditions) {
      const edited = await Simulation.load(editedModel(system, condition));
      arrange(simulation, description, condition);
      const [actual, expected] = [contactsAt(simulation), contactsAt(edited)];
      expect(actual).toEqual(expected);
      touching += Number(actual.contacts.length > 0);
      edited.dispose();
    }
    expect(touching).toBeGreaterThan(0);
  });

  it("gives the rollouts and derivatives of an edited model to the last bit", async () => {
    const edited = await Simulation.load(editedModel(system, moved));
    const unmoved = { ...moved, shifts: [] };
    const [rollout, expected] = [rollOut(simulation, moved), rollOut(edited, unmoved)];
    expect(rollout).toEqual(expected);
    const short = { ...system, description: { ...description, steps: 4 } };
    const nominal = { ...rollout, validSteps: 4 };
    // In the posture that touches walls they depend on where those are.
    nominal.states.set(deep);
    const derivatives = (of: Simulation, condition: Condition) =>
      transitionDerivatives(of, short, condition, nominal, 1e-5, () => {});
    expect(derivatives(simulation, moved)).toEqual(derivatives(edited, unmoved));
    expect(derivatives(simulation, moved)).not.toEqual(derivatives(simulation, here));
    edited.dispose();
  });

  it("goes back to where the model has it", async () => {
    const before = rollOut(simulation, here);
    const elsewhere = rollOut(simulation, moved);
    expect(rollOut(simulation, here)).toEqual(before);
    expect(elsewhere.condition).toBe(moved.name);
    expect(elsewhere.cost).not.toBe(before.cost);
    simulation.placeBodies([]);
    const fresh = await simulatorOf(system);
    expect([...simulation.model.body_pos]).toEqual([...fresh.model.body_pos]);
    fresh.dispose();
  });

  it("takes the goal of cost, expansion and metric with it", () => {
    const [x, y, z] = moved.shifts[0].by;
    const goal = arrange(simulation, description, moved);
    [1.1 + x, y, 0.1 + z].forEach((p, i) => {
      expect(goal[i]).toBeCloseTo(p, 12);
    });
    const rollout = rollOut(simulation, moved);
    const { stateDim: dX, actionDim: dU, steps } = description;
    const distance = (t: number) => {
      const tip = tipAt(simulation, system, rollout.states.subarray(t * dX, t * dX + simulation.nq));
      return Math.hypot(...tip.map((p, i) => p - goal[i]));
    };
    const last = Array.from({ length: 10 }, (_, i) => distance(steps - 10 + i));
    expect(rollout.metric).toBeCloseTo(last.reduce((sum, d) => sum + d) / 10, 9);
    const cost = expandCost(simulation, system, moved, [rollout]);
    const D = dX + dU;
    for (const t of [0, 400, 799]) {
      expect(rollout.costs[2 * t]).toBeCloseTo(0.5 * distance(t) ** 2 + Math.sqrt(1e-5 + distance(t) ** 2), 9);
      const y = [...rollout.states.subarray(t * dX, (t + 1) * dX), ...rollout.actions.subarray(t * dU, (t + 1) * dU)];
      let value = cost.constants[t];
      for (let i = 0; i < D; i++) {
        value += cost.gradients[t * D + i] * y[i];
        for (let j = 0; j < D; j++) value += 0.5 * y[i] * cost.hessians[(t * D + i) * D + j] * y[j];
      }
      expect(value).toBeCloseTo(rollout.costs[2 * t] + rollout.costs[2 * t + 1], 9);
    }
  });

  it("is left alone while it stays, and only what stands still is moved", () => {
    simulation.placeBodies(moved.shifts);
    const { mujoco, model } = simulation;
    const slot = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY.value, "slot");
    simulation.model.body_pos[3 * slot] = 7;
    simulation.placeBodies(structuredClone(moved.shifts));
    expect(simulation.model.body_pos[3 * slot]).toBe(7);
    simulation.placeBodies([]);
    expect(simulation.model.body_pos[3 * slot]).toBe(1.1);
    expect(() => simulation.placeBodies([{ body: "hole", by: [0, 0, 0] }])).toThrow(/no body "hole"/);
    expect(() => simulation.placeBodies([{ body: "forearm", by: [0, 0, 0.1] }])).toThrow(/"forearm" has joints/);
  });
});

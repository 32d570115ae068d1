import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import { modelText } from "../testing/models.ts";
import { type ActingController, controllerAct } from "./acting.ts";
import { expandCost } from "./expand-cost.ts";
import { explorationNoise } from "./exploration-noise.ts";
import { simulateRollout } from "./rollout.ts";
import { Simulation } from "./simulation.ts";

const { steps, stateDim, actionDim } = peg2d.description;
const condition = firstCondition(peg2d.description);
const initialState = Float64Array.from(condition.mean);
const start = { condition, actor: "controller" as const, initialState };

function holding(): ActingController {
  const { gains, offsets, covariances } = peg2d.initialController(condition);
  return { gains, offsets, factors: covariances.map(Math.sqrt) };
}

describe("rollout", () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await Simulation.load(modelText("peg2d.xml"));
  });
  afterAll(() => simulation.dispose());

  it("holds the arm still without noise", () => {
    const rollout = simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise: null });
    expect(rollout.status).toBe("ok");
    const last = rollout.states.subarray((steps - 1) * stateDim);
    for (let i = 0; i < stateDim; i++) expect(last[i]).toBeCloseTo(initialState[i], 6);
  });

  it("gives the same bytes for the same noise, whatever ran before", () => {
    const noise = explorationNoise(streamFromSeed(5), steps, actionDim, 2);
    const first = simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise });
    simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise: null });
    const again = simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise });
    expect(again).toEqual(first);
  });

  it("clamps actions to the limits and records what was applied", () => {
    const controller = holding();
    controller.offsets.fill(1e4);
    const rollout = simulateRollout(simulation, peg2d, controllerAct(controller), { ...start, noise: null });
    expect(Math.max(...rollout.actions)).toBe(100);
  });

  it("reports a divergence as a status, with finite numbers only", () => {
    const wild = Float64Array.from(initialState);
    wild[3] = 1e8;
    const rollout = simulateRollout(simulation, peg2d, controllerAct(holding()), {
      ...start,
      initialState: wild,
      noise: null,
    });
    expect(rollout.status).toBe("diverged");
    expect(rollout.validSteps).toBeLessThan(steps);
    expect(rollout.success).toBe(false);
    for (const array of [rollout.states, rollout.actions, rollout.costs, [rollout.cost, rollout.metric]]) {
      expect(array.every(Number.isFinite)).toBe(true);
    }
  });

  it("reports a controller of NaN as a divergence", () => {
    const controller = holding();
    controller.offsets.fill(Number.NaN, 20);
    const rollout = simulateRollout(simulation, peg2d, controllerAct(controller), { ...start, noise: null });
    expect(rollout.status).toBe("diverged");
    expect(rollout.actions.every(Number.isFinite)).toBe(true);
  });

  it("sums the cost terms of the appendix: distance at the start pose is known from the arm's lengths", () => {
    const rollout = simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise: null });
    const [q1, q2, q3] = condition.mean;
    const x = Math.cos(q1) + 0.75 * Math.cos(q1 + q2) + 0.5 * Math.cos(q1 + q2 + q3);
    const z = 1.1 + Math.sin(q1) + 0.75 * Math.sin(q1 + q2) + 0.5 * Math.sin(q1 + q2 + q3);
    const squared = (x - 1.1) ** 2 + (z - 0.1) ** 2;
    expect(rollout.costs[0]).toBeCloseTo(0.5 * squared + Math.sqrt(squared + 1e-5), 9);
    expect(rollout.metric).toBeCloseTo(Math.sqrt(squared), 6);
  });
});

describe("cost expansion", () => {
  it("has the value and slope of the cost at the rollout that it was made around", async () => {
    const simulation = await Simulation.load(modelText("peg2d.xml"));
    const noise = explorationNoise(streamFromSeed(9), steps, actionDim, 2);
    const rollout = simulateRollout(simulation, peg2d, controllerAct(holding()), { ...start, noise });
    const cost = expandCost(simulation, peg2d, condition, [rollout]);
    const D = stateDim + actionDim;
    for (const t of [0, 100, 799]) {
      const y = [...rollout.states.subarray(t * stateDim, (t + 1) * stateDim)];
      y.push(...rollout.actions.subarray(t * actionDim, (t + 1) * actionDim));
      let value = cost.constants[t];
      for (let i = 0; i < D; i++) {
        value += cost.gradients[t * D + i] * y[i];
        for (let j = 0; j < D; j++) value += 0.5 * y[i] * cost.hessians[(t * D + i) * D + j] * y[j];
      }
      expect(value).toBeCloseTo(rollout.costs[2 * t] + rollout.costs[2 * t + 1], 9);
    }
    simulation.dispose();
  });
});

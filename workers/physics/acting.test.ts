import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import type { GaussianPolicy } from "../policy/gaussian-policy.ts";
import { firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import type { System } from "../systems/system.ts";
import { walker } from "../systems/walker/walker.ts";
import { simulatorOf } from "../testing/systems.ts";
import { type Act, controllerAct, policyAct } from "./acting.ts";
import { explorationNoise } from "./exploration-noise.ts";
import { simulateRollout } from "./rollout.ts";
import type { Simulation } from "./simulation.ts";

const { steps, stateDim: dX, actionDim: dU, observation } = peg2d.description;

const startOf = ({ description }: System) => {
  const condition = firstCondition(description);
  return { condition, actor: "policy" as const, initialState: Float64Array.from(condition.mean) };
};

/** u = K x + k, written with whitening and scaling; σ² on Σ's diagonal. */
const K = [-5, 0.2, 0.1, -1, 0.03, 0, 0.3, -5, 0, 0.1, -1, 0];
const k = [4.5, -9];
const sigma = 3;

function linearPolicy(): GaussianPolicy {
  const [m, s, a, b] = [0.3, 2, 1.5, 4];
  // Network parameters: W: [dX, dU] and biases, so that a + b (W õ + c) = K x + k with õ = (x − m) / s.
  const W = observation.flatMap((j) => [K[j], K[dX + j]].map((gain) => (gain * s) / b));
  const biases = [0, 1].map((i) => (k[i] - a + m * observation.reduce((sum, j) => sum + K[i * dX + j], 0)) / b);
  return {
    observation,
    whitening: { mean: new Float64Array(dX).fill(m), scale: new Float64Array(dX).fill(s) },
    network: { shape: { sizes: [dX, dU], activation: "softplus" }, parameters: Float64Array.from([...W, ...biases]) },
    scaling: { offset: new Float64Array(dU).fill(a), scale: new Float64Array(dU).fill(b) },
    covariance: Float64Array.of(sigma ** 2, 0, 0, sigma ** 2),
    deviations: null,
  };
}

/** The same gains at every step. */
function linearController(): Act {
  const repeated = (values: number[]) =>
    Float64Array.from({ length: steps * values.length }, (_, i) => values[i % values.length]);
  return controllerAct({ gains: repeated(K), offsets: repeated(k), factors: repeated([sigma, 0, 0, sigma]) });
}

describe("what acts in a rollout", () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulatorOf(peg2d);
  });
  afterAll(() => simulation.dispose());

  it.each([
    ["without noise", null],
    ["with noise", explorationNoise(streamFromSeed(4), steps, dU, 2)],
  ])("a linear policy does as the controller of the same gains at every step, %s", (_, noise) => {
    const [policy, controller] = [policyAct(linearPolicy()), linearController()].map((act) =>
      simulateRollout(simulation, peg2d, act, { ...startOf(peg2d), noise }),
    );
    const second = 100;
    for (let i = 0; i < second * dX; i++) expect(policy.states[i]).toBeCloseTo(controller.states[i], 8);
    for (let i = 0; i < second * dU; i++) expect(policy.actions[i]).toBeCloseTo(controller.actions[i], 6);
    expect(Math.abs(policy.actions[0])).toBeGreaterThan(0.01);
  });

  it("a policy acts for longer than the task's rollouts, and begins as in those", () => {
    const roll = (horizon: number) =>
      simulateRollout(simulation, peg2d, policyAct(linearPolicy()), { ...startOf(peg2d), noise: null, steps: horizon });
    const [whole, long] = [roll(steps), roll(steps + 150)];
    expect(long).toMatchObject({ status: "ok", validSteps: steps + 150 });
    expect(long.states.subarray(0, steps * dX)).toEqual(whole.states);
    expect(long.costs.length).toBe(2 * (steps + 150));
    expect(long.cost).toBeGreaterThan(whole.cost);
  });
});

it("a mean speed is over the horizon that was asked for, also after a fall", async () => {
  const simulation = await simulatorOf(walker);
  const limp: Act = (_t, _x, _noise, u) => void u.fill(0);
  const speeds = [300, 1000].map((horizon) => {
    const request = { ...startOf(walker), noise: null, steps: horizon };
    const rollout = simulateRollout(simulation, walker, limp, request);
    expect(rollout.status).toBe("fallen");
    return rollout.metric * (horizon - 1);
  });
  simulation.dispose();
  expect(speeds[1]).toBeCloseTo(speeds[0], 9);
  expect(Math.abs(speeds[0])).toBeGreaterThan(1);
});

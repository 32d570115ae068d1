import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expandCost } from "../physics/expand-cost.ts";
import { Simulation } from "../physics/simulation.ts";
import { transitionDerivatives } from "../physics/transition.ts";
import type { Rollout } from "../rollout.ts";
import { centralRollout } from "../sampling/draw-rollout.ts";
import { restingController } from "../systems/resting-controller.ts";
import { swimmer } from "../systems/swimmer/swimmer.ts";
import type { System } from "../systems/system.ts";
import { modelText } from "../testing/models.ts";
import { backwardPass } from "../trajectory/backward-pass.ts";
import { linearModel, linearRollout } from "../trajectory/ilqg-test-problem.ts";
import { runConfigSchema } from "./config.ts";
import { type IlqgState, type IlqgTools, ilqgResultOf, ilqgStep, initialIlqgState } from "./ilqg.ts";
import type { MethodIteration } from "./method.ts";

const [{ trained }] = swimmer.description.conditionSets;
const [condition] = trained;
const configOf = (changes: object = {}) => runConfigSchema.parse({ task: "swimmer", method: "ilqg", ...changes });

async function run(first: IlqgState, iterations: number, tools: IlqgTools, config = configOf()) {
  let state = first;
  const done: MethodIteration<IlqgState>[] = [];
  for (let i = 0; i < iterations; i++) {
    const step = await ilqgStep(state, config, tools);
    if (step.status === "failed") throw new Error(step.reason);
    done.push(step);
    state = step.state;
  }
  return { state, done };
}

describe("iLQG on a short swim", () => {
  const steps = 60;
  const system: System = { ...swimmer, description: { ...swimmer.description, steps } };
  const rest = restingController({ steps, stateDim: 10, mean: [0, 0], noise: 20 });
  let simulation: Simulation;
  let tools: IlqgTools;
  beforeAll(async () => {
    simulation = await Simulation.load(modelText("swimmer.xml"), system.forces);
    tools = {
      system,
      rollOut: (condition, controller, noise) => centralRollout(simulation, system, condition, controller, noise),
      transitionDerivatives: (condition, rollout, h) =>
        transitionDerivatives(simulation, system, condition, rollout, h, () => {}),
      expandCost: (condition, rollouts) => expandCost(simulation, system, condition, rollouts),
      onProgress: () => {},
    };
  });
  afterAll(() => simulation.dispose());

  it("lowers the cost from iteration to iteration, every rollout counted", async () => {
    let counted = 0;
    const counting: IlqgTools = {
      ...tools,
      rollOut: (...args) => {
        counted++;
        return tools.rollOut(...args);
      },
    };
    const { done } = await run(
      initialIlqgState(() => rest, trained, configOf()),
      8,
      counting,
    );
    const costs = done.map(({ numbers }) => numbers.cost);
    for (let i = 1; i < costs.length; i++) expect(costs[i]).toBeLessThanOrEqual(costs[i - 1]);
    const resting = tools.rollOut(condition, rest, null).cost;
    expect(costs[0]).toBeLessThan(resting);
    expect(costs[7]).toBeLessThan(0.85 * resting);
    expect(done[7].numbers.rollouts).toBe(counted);
    expect(done[0].numbers.rollouts).toBeGreaterThanOrEqual(3);
  });

  it("has for its result the controller of the rollout that it shows", async () => {
    const { state, done } = await run(
      initialIlqgState(() => rest, trained, configOf()),
      2,
      tools,
    );
    const { controllers } = ilqgResultOf(state);
    expect(tools.rollOut(condition, controllers[0].controller, null)).toEqual(done[1].rollouts[0]);
    expect(done[1].controllers).toEqual(controllers);
    // What is handed over goes to another thread; the state keeps arrays of its own.
    expect(done[1].rollouts[0].states.buffer).not.toBe(state.nominal?.states.buffer);
  });

  it("goes on from a copied state to the same numbers as without a break", async () => {
    const whole = await run(
      initialIlqgState(() => rest, trained, configOf()),
      4,
      tools,
    );
    const first = await run(
      initialIlqgState(() => rest, trained, configOf()),
      2,
      tools,
    );
    const second = await run(structuredClone(first.state), 2, tools);
    expect(second.state).toEqual(whole.state);
    expect(second.done[1].rollouts).toEqual(whole.done[3].rollouts);
  });

  it("fails with a reason when the first rollout diverges", async () => {
    const rollOut = (...args: Parameters<IlqgTools["rollOut"]>): Rollout => ({
      ...tools.rollOut(...args),
      status: "diverged",
    });
    const step = await ilqgStep(
      initialIlqgState(() => rest, trained, configOf()),
      configOf(),
      { ...tools, rollOut },
    );
    expect(step).toMatchObject({ status: "failed", reason: expect.stringContaining("diverged") });
  });

  it("settles, without an error, where every step diverges", async () => {
    const rollOut = (...args: Parameters<IlqgTools["rollOut"]>): Rollout => {
      const rollout = tools.rollOut(...args);
      return args[1] === rest ? rollout : { ...rollout, status: "diverged" };
    };
    const { state, done } = await run(
      initialIlqgState(() => rest, trained, configOf()),
      2,
      { ...tools, rollOut },
    );
    expect(state.settled).toBe(true);
    expect(done[1].numbers).toMatchObject({ stepSize: 0, cost: done[0].numbers.cost, diverged: 0 });
    expect(done[1].numbers.rollouts).toBe(done[0].numbers.rollouts);
    expect(ilqgResultOf(state).controllers[0].controller).toBe(rest);
  });
});

it("solves a linear-quadratic problem exactly in one iteration and settles in the next", async () => {
  const dims = { steps: 20, stateDim: 4, actionDim: 2 };
  const { model, dynamics } = linearModel(dims, 8);
  const system = { ...swimmer, description: { ...swimmer.description, ...dims } };
  const tools: IlqgTools = {
    system,
    rollOut: ({ name }, controller) => ({
      ...linearRollout(model, dynamics, controller),
      condition: name,
      actor: "controller",
      status: "ok",
      validSteps: dims.steps,
      positions: new Float64Array(0),
      velocities: new Float64Array(0),
      costs: new Float64Array(0),
      metric: 0,
      success: true,
    }),
    transitionDerivatives: () => model.transitions,
    expandCost: () => model.cost,
    onProgress: () => {},
  };
  const config = configOf({ options: { startDamping: 0 } });
  const first = restingController({ steps: dims.steps, stateDim: 4, mean: [0.3, -0.3], noise: 1 });
  const { state, done } = await run(
    initialIlqgState(() => first, trained, config),
    2,
    tools,
    config,
  );
  const exact = backwardPass(model.cost, dynamics, dims);
  if (exact.status !== "ok") throw new Error(exact.status);
  expect(done[0].numbers).toMatchObject({
    stepSize: 1,
    rollouts: 2,
    cost: expect.closeTo(linearRollout(model, dynamics, exact.controller).cost, 9),
  });
  for (const [i, k] of exact.controller.offsets.entries()) expect(state.controller.offsets[i]).toBeCloseTo(k, 9);
  expect(state.settled).toBe(true);
  expect(done[1].numbers.rollouts).toBe(2);
});

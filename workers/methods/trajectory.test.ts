import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fitDynamics } from "../dynamics/fit-dynamics.ts";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import { overallError, predictionErrors } from "../dynamics/prediction-error.ts";
import { expandCost } from "../physics/expand-cost.ts";
import { Simulation } from "../physics/simulation.ts";
import { localSampler } from "../sampling/local-sampler.ts";
import type { Sampler } from "../sampling/sampler.ts";
import { peg2d } from "../systems/peg2d.ts";
import { modelText } from "../testing/models.ts";
import { improveController } from "../trajectory/improve-controller.ts";
import { plainTrajectoryKernels } from "../trajectory/plain-kernels.ts";
import { runConfigSchema } from "./config.ts";
import { actionVariances } from "./noise-limits.ts";
import { type TrajectoryIteration, trajectoryStep } from "./trajectory.ts";
import { initialTrajectoryState, resultOf, type TrajectoryState } from "./trajectory-state.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

const [{ trained }] = peg2d.description.conditionSets;

describe("trajectory optimisation on peg2d", () => {
  let simulation: Simulation;
  let tools: TrajectoryTools;
  beforeAll(async () => {
    simulation = await Simulation.load(modelText("peg2d.xml"));
    tools = {
      system: peg2d,
      sampler: localSampler(simulation, peg2d),
      kernels: { mixture: plainMixtureKernels, trajectory: plainTrajectoryKernels },
      expandCost: (condition, rollouts) => expandCost(simulation, peg2d, condition, rollouts),
      improveAll: async (searches) =>
        searches.map(({ problem, options }) => improveController(problem, options, plainTrajectoryKernels)),
      onProgress: () => {},
    };
  });
  afterAll(() => simulation.dispose());

  const configOf = (changes: object) => runConfigSchema.parse({ task: "peg2d", ...changes });

  async function run(config: ReturnType<typeof configOf>, iterations: number, from?: TrajectoryState) {
    let state = from ?? initialTrajectoryState(peg2d.initialController, trained, config);
    const done: TrajectoryIteration[] = [];
    for (let i = 0; i < iterations; i++) {
      const step = await trajectoryStep(state, config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      done.push(step);
      state = step.state;
    }
    return { state, done };
  }

  it("brings the cost down within a few iterations", async () => {
    const { done } = await run(configOf({ seed: 3 }), 4);
    expect(Math.min(...done.map(({ numbers }) => numbers.cost))).toBeLessThan(0.4 * done[0].numbers.cost);
    expect(done.map(({ numbers }) => numbers.rollouts)).toEqual([5, 10, 15, 20]);
  });

  it("brings the cost down without the mixture too, given enough samples", async () => {
    const { done } = await run(configOf({ seed: 1, prior: "none", samples: 20 }), 3);
    expect(Math.min(...done.map(({ numbers }) => numbers.cost))).toBeLessThan(0.8 * done[0].numbers.cost);
    expect(done[2].state.mixture.mixture).toBeNull();
  });

  it("trains a controller for every condition that it is given, and says so of everything", async () => {
    const [, { trained: slots }] = peg2d.description.conditionSets;
    const config = configOf({ samples: 2, conditions: "slots" });
    const start = initialTrajectoryState(peg2d.initialController, slots, config);
    const { done, state } = await run(config, 1, start);
    const names = slots.map(({ name }) => name);
    const [{ rollouts, numbers, controllers }] = done;
    expect(rollouts.map(({ condition, actor }) => [condition, actor])).toEqual(
      names.flatMap((name) => [
        [name, "controller"],
        [name, "controller"],
      ]),
    );
    expect(numbers.rollouts).toBe(8);
    expect(numbers.conditions.map(({ name }) => name)).toEqual(names);
    expect(numbers.cost).toBeCloseTo(
      numbers.conditions.reduce((sum, { cost }) => sum + cost / 4, 0),
      9,
    );
    expect(controllers.map(({ condition }) => condition)).toEqual(names);
    const result = resultOf(state);
    expect(result.controllers.map(({ condition }) => condition)).toEqual(names);
    expect(result.policies).toBeNull();
    // A slot that stands elsewhere wants another controller.
    const [first, second] = state.tracks;
    expect(first.candidate.offsets).not.toEqual(second.candidate.offsets);
  });

  it("samples a controller again whose candidates were taken back, and learns from all its rollouts", async () => {
    // Nothing costs less than a millionth of what came before: every candidate is taken back, and every retrial fails.
    const strict = configOf({ samples: 2, options: { rollbackRatio: 1e-6, retrialAfter: 1 } });
    const { done, state } = await run(strict, 3);
    const noiseless = ({ controllers }: TrajectoryIteration) => controllers[0].controller.offsets;
    expect(noiseless(done[1])).not.toEqual(noiseless(done[0]));
    expect(noiseless(done[2])).toEqual(noiseless(done[0]));
    expect(state.tracks[0].region.trail[0].batch.samples).toBe(2);
    // Everything is borne out that costs no more than a thousand times as much.
    const region = { ...done[1].state.tracks[0].region, rejections: 1 };
    const again = { ...done[1].state, tracks: [{ ...done[1].state.tracks[0], region }] };
    const lenient = configOf({ samples: 2, options: { rollbackRatio: 1e3, retrialAfter: 1 } });
    const { state: borneOut } = await run(lenient, 1, again);
    expect(borneOut.tracks[0].region.trail[0].batch.samples).toBe(4);
    expect(borneOut.tracks[0].candidate.offsets).not.toEqual(noiseless(done[0]));
  });

  it("keeps every update within its bound", async () => {
    const config = configOf({ seed: 2 });
    const { done } = await run(config, 3);
    for (const { numbers } of done) expect(numbers.kl / (800 * numbers.stepSize)).toBeLessThan(1.1);
  });

  it("keeps as much noise as there has to be, without which no step is found", async () => {
    const decaying = { samples: 2, options: { noiseDecay: 1e-12, noiseDecayStart: 0 } };
    const first = actionVariances(peg2d.initialController(trained[0]));
    const { state } = await run(configOf(decaying), 4);
    const [{ candidate, stalls }] = state.tracks;
    const least = Math.min(...actionVariances(candidate).map((variance, i) => variance / first[i]));
    expect(stalls).toBe(0);
    expect(Math.sqrt(least)).toBeCloseTo(configOf({}).options.noiseFloor, 9);
    const bare = configOf({ ...decaying, options: { ...decaying.options, noiseFloor: 0 } });
    const { state: lost } = await run(bare, 4);
    expect(lost.tracks[0].stalls).toBeGreaterThan(0);
  });

  it("goes on from a copied state to the same numbers as without a break", async () => {
    const config = configOf({ seed: 5, samples: 3 });
    const whole = await run(config, 3);
    const first = await run(config, 1);
    const rest = await run(config, 2, structuredClone(first.state));
    expect(rest.state).toEqual(whole.state);
    expect(rest.done[1].rollouts).toEqual(whole.done[2].rollouts);
    // What the model before the break foretold is compared with the rollouts after it.
    expect(rest.done[0].modelErrors).toEqual(whole.done[1].modelErrors);
  });

  it("says how far off the model before was on rollouts that it had not seen, and that there was none at first", async () => {
    const config = configOf({ seed: 6, samples: 3 });
    const { done } = await run(config, 2);
    expect(done[0].modelErrors).toEqual([null, null, null]);
    expect(done[0].numbers.modelError).toBeNaN();
    const [first, second] = done;
    const [{ region }] = first.state.tracks;
    const batch = region.trail[0].batch;
    const strengths = { mean: config.options.priorMean, scatter: config.options.priorCovariance };
    const fitted = fitDynamics(
      batch,
      { prior: first.state.mixture.mixture, ridge: config.options.ridge, strengths },
      plainMixtureKernels,
    );
    if (fitted.status !== "ok") throw new Error(fitted.status);
    const expected = predictionErrors(fitted.dynamics, second.rollouts, peg2d.description);
    expect(second.modelErrors).toEqual(expected);
    // On the rollouts that it was fitted to the same model seems to be far better.
    const flattered = predictionErrors(fitted.dynamics, first.rollouts, peg2d.description);
    expect(second.numbers.modelError).toBeGreaterThan(3 * overallError(flattered));
  });

  it("draws other rollouts for another seed and in another iteration", async () => {
    const one = await run(configOf({ seed: 1, samples: 2 }), 2);
    const two = await run(configOf({ seed: 2, samples: 2 }), 1);
    expect(two.done[0].rollouts[0].states[0]).not.toBe(one.done[0].rollouts[0].states[0]);
    expect(one.done[1].rollouts[0].states[0]).not.toBe(one.done[0].rollouts[0].states[0]);
  });

  it("fails with a reason when the first rollouts diverge", async () => {
    const sampler: Sampler = {
      async sample(all, onDone) {
        const rollouts = await tools.sampler.sample(all, onDone);
        return rollouts.map((rollout) => ({ ...rollout, status: "diverged" as const }));
      },
    };
    const config = configOf({ samples: 2 });
    const step = await trajectoryStep(initialTrajectoryState(peg2d.initialController, trained, config), config, {
      ...tools,
      sampler,
    });
    expect(step).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("of the first 2 rollouts 0 fell and 2 diverged"),
    });
  });

  it("survives rollouts that diverge later: it goes back to the controller before", async () => {
    const config = configOf({ seed: 4, samples: 3 });
    const { state } = await run(config, 1);
    const sampler: Sampler = {
      async sample(all, onDone) {
        const rollouts = await tools.sampler.sample(all, onDone);
        return rollouts.map((rollout) => ({ ...rollout, status: "diverged" as const }));
      },
    };
    const step = await trajectoryStep(state, config, { ...tools, sampler });
    expect(step).toMatchObject({ status: "ok", numbers: { accepted: false, diverged: 3 } });
    expect(step).toMatchObject({ numbers: { modelError: Number.NaN }, modelErrors: [null, null, null] });
    if (step.status === "ok") {
      const [{ condition, controller }] = resultOf(step.state).controllers;
      expect(condition).toBe("above the slot");
      expect(controller.gains).toEqual(peg2d.initialController(trained[0]).gains);
    }
  });
});

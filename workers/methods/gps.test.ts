import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { localKernels, openKernels } from "../kernels/kernels.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { policyAct } from "../physics/acting.ts";
import { expandCost } from "../physics/expand-cost.ts";
import { simulateRollout } from "../physics/rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import { policyMean } from "../policy/policy-mean.ts";
import { drawRollout, readyToAct } from "../sampling/draw-rollout.ts";
import { localSampler } from "../sampling/local-sampler.ts";
import { openPool } from "../sampling/pool.ts";
import type { ActorDraws } from "../sampling/sampler.ts";
import { peg2d } from "../systems/peg2d.ts";
import { swimmer } from "../systems/swimmer/swimmer.ts";
import { modelText } from "../testing/models.ts";
import { simulatorOf } from "../testing/systems.ts";
import { improveController } from "../trajectory/improve-controller.ts";
import { runConfigSchema } from "./config.ts";
import { type GpsTools, gpsStep } from "./gps.ts";
import { type GpsState, gpsResultOf, initialGpsState } from "./gps-state.ts";
import type { MethodIteration } from "./method.ts";
import { actionVariances } from "./noise-limits.ts";
import { trajectoryStep } from "./trajectory.ts";
import { initialTrajectoryState } from "./trajectory-state.ts";

const { steps } = swimmer.description;
const [{ trained }] = swimmer.description.conditionSets;
const quick = {
  mixtureSweeps: 2,
  components: 4,
  policyEvaluations: 20,
  units: 8,
  validationEpisodes: 2,
  validationInterval: 1,
};
const configOf = (options: object = {}) =>
  runConfigSchema.parse({ task: "swimmer", method: "gps", samples: 3, options: { ...quick, ...options } });
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe("guided policy search on the swimmer", () => {
  let simulation: Simulation;
  let tools: GpsTools;
  /** What was asked of the tools, in order. */
  let asked: string[];
  let drawn: ActorDraws[];
  beforeAll(async () => {
    simulation = await simulatorOf(swimmer);
    const sampler = localSampler(simulation, swimmer);
    const kernels = localKernels(supportedVariants()[0]);
    const { network } = kernels;
    tools = {
      system: swimmer,
      sampler: {
        sample(all, onDone) {
          asked.push(...all.map(({ actor }) => `sample ${actor.kind}`));
          drawn.push(...all);
          return sampler.sample(all, onDone);
        },
      },
      kernels: {
        ...kernels,
        network: {
          withLoss: (...given) => {
            asked.push("train");
            return network.withLoss(...given);
          },
        },
      },
      expandCost: (condition, rollouts) => expandCost(simulation, swimmer, condition, rollouts),
      improveAll: async (searches) => {
        asked.push("improve");
        return searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory));
      },
      onProgress: () => {},
    };
  });
  beforeEach(() => {
    [asked, drawn] = [[], []];
  });
  afterAll(() => simulation.dispose());

  async function run(config: ReturnType<typeof configOf>, iterations: number, from?: GpsState) {
    [asked, drawn] = [[], []];
    let state = from ?? initialGpsState(swimmer.initialController, trained, config);
    const done: MethodIteration<GpsState>[] = [];
    for (let i = 0; i < iterations; i++) {
      const step = await gpsStep(state, config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      done.push(step);
      state = step.state;
    }
    return { state, done };
  }

  it("samples, teaches the policy, tries it, and then improves the controller; every rollout counts", async () => {
    const { done } = await run(configOf(), 3);
    const order = asked.filter((what, i) => what !== asked[i - 1]);
    const once = ["sample controller", "train", "sample policy", "improve"];
    expect(order).toEqual([...once, ...once, ...once]);
    expect(done.map(({ numbers }) => numbers.rollouts)).toEqual([5, 10, 15]);
  });

  it("brings the cost of the controllers down, and that of the policy after them", async () => {
    const config = runConfigSchema.parse({
      task: "swimmer",
      method: "gps",
      options: { weightGrowth: 1.5, validationInterval: 1 },
    });
    const { done } = await run(config, 6);
    const [first, last] = [done[0].numbers, done[5].numbers];
    expect(last.cost).toBeLessThan(0.7 * first.cost);
    expect(last.policy?.cost).toBeLessThan(0.9 * (first.policy?.cost ?? 0));
  });

  it("tries the policy itself: its numbers are those of the policy's own rollouts, not of the controller's", async () => {
    const { state, done } = await run(configOf(), 1);
    const { controllers, policies } = gpsResultOf(state);
    if (policies === null) throw new Error("there is no policy");
    const { draws } = drawn[1];
    const controller = { kind: "controller", controller: controllers[0].controller } as const;
    const guided = draws.map((draw) =>
      drawRollout(simulation, swimmer, readyToAct(controller, swimmer.description), draw),
    );
    const own = guided.map(({ states }) => {
      const initialState = states.slice(0, swimmer.description.stateDim);
      const request = { condition: trained[0], actor: "policy" as const, initialState, noise: null };
      return simulateRollout(simulation, swimmer, policyAct(policies.last), request).cost;
    });
    expect(done[0].numbers.policy?.cost).toBe(mean(own));
    expect(done[0].numbers.policy?.cost).not.toBe(mean(guided.map(({ cost }) => cost)));
  });

  it("tries every policy from the same starts, and keeps the best", async () => {
    const { state, done } = await run(configOf(), 3);
    const validations = drawn.filter(({ actor }) => actor.kind === "policy");
    expect(validations.map(({ draws }) => draws)).toEqual([1, 2, 3].map(() => validations[0].draws));
    const costs = done.map(({ numbers }) => numbers.policy?.cost ?? Number.NaN);
    const { actor } = validations[costs.indexOf(Math.min(...costs))];
    const { policies } = gpsResultOf(state);
    expect({ kind: "policy", policy: policies?.network }).toEqual(actor);
    expect({ kind: "policy", policy: policies?.last }).toEqual(validations[2].actor);
    expect(done[2].policy).toBe(policies?.last);
  });

  it("tries a policy for longer than the task lasts, and says what it costs in the task's time", async () => {
    const { state, done } = await run(configOf({ validationLength: 1.5 }), 1);
    const { policies } = gpsResultOf(state);
    if (policies === null) throw new Error("there is no policy");
    const { draws } = drawn[1];
    expect(draws.map((draw) => draw.steps)).toEqual([1.5 * steps, 1.5 * steps]);
    const acting = readyToAct({ kind: "policy", policy: policies.last }, swimmer.description);
    const longer = draws.map((draw) => drawRollout(simulation, swimmer, acting, draw));
    expect(longer[0].costs.length).toBe(1.5 * steps * swimmer.costTerms.length);
    expect(done[0].numbers.policy?.cost).toBeCloseTo(mean(longer.map(({ cost }) => cost)) / 1.5, 10);
    expect(done[0].numbers.policy?.metric).toBe(mean(longer.map(({ metric }) => metric)));
    expect(done[0].numbers.rollouts).toBe(5);
  });

  it("goes on from a copied state to the same numbers as without a break", async () => {
    const whole = await run(configOf(), 3);
    const first = await run(configOf(), 1);
    const rest = await run(configOf(), 2, structuredClone(first.state));
    expect(rest.state).toEqual(whole.state);
    expect(rest.done[1].rollouts).toEqual(whole.done[2].rollouts);
    expect(rest.done[0].modelErrors).toEqual(whole.done[1].modelErrors);
    expect(whole.done.map(({ modelErrors }) => modelErrors.map((one) => one?.length ?? null))).toEqual([
      [null, null, null],
      [steps, steps, steps],
      [steps, steps, steps],
    ]);
  });

  it("comes to the same bytes for any number of workers and threads", async () => {
    const alone = await run(configOf(), 2);
    for (const count of [1, 2]) {
      const model = modelText("swimmer.xml");
      const pool = await openPool({
        script: join(import.meta.dirname, "../simulator.ts"),
        workers: count,
        task: "swimmer",
        model,
        isCancelled: () => false,
      });
      const threads = { threads: count, script: join(import.meta.dirname, "../kernel.ts") };
      const { kernels, close } = await openKernels(supportedVariants()[0], threads);
      let state = initialGpsState(swimmer.initialController, trained, configOf());
      for (let i = 0; i < 2; i++) {
        const step = await gpsStep(state, configOf(), { ...tools, sampler: pool, kernels });
        if (step.status === "failed") throw new Error(step.reason);
        state = step.state;
      }
      await Promise.all([pool.dispose(), close()]);
      expect(state).toEqual(alone.state);
    }
  });

  it.each(["appendix", "reverse"])(
    "raises each step's weight by α for a nat of divergence (%s)",
    async (policyTerm) => {
      const raised = async (weightStep: number) => {
        const { state, done } = await run(configOf({ policyTerm, weightStep, weightMax: 1e6 }), 1);
        return {
          rise: state.tracks[0].weights.map((lambda) => lambda - 0.01),
          kl: done[0].numbers.policy?.kl ?? Number.NaN,
        };
      };
      const [none, once, twice] = [await raised(0), await raised(1e-3), await raised(2e-3)];
      expect(none.rise.every((rise) => rise === 0)).toBe(true);
      expect(Math.min(...once.rise)).toBeGreaterThan(0);
      expect(mean(once.rise)).toBeCloseTo(1e-3 * once.kl, 12);
      for (let t = 0; t < steps; t++) expect(twice.rise[t]).toBeCloseTo(2 * once.rise[t], 12);
    },
  );

  it("lets the weights grow, up to their limit", async () => {
    const { state } = await run(configOf({ weightStep: 0, weightGrowth: 2, weightMax: 0.035 }), 2);
    expect([...new Set(state.tracks[0].weights)]).toEqual([0.035]);
  });

  it("teaches the policy what the controllers do: the more it practises, the closer it comes", async () => {
    const losses = [];
    for (const policyEvaluations of [2, 10, 60]) {
      const { done } = await run(configOf({ policyEvaluations }), 1);
      losses.push(done[0].numbers.policy?.loss ?? Number.NaN);
    }
    expect(losses[1]).toBeLessThan(losses[0]);
    expect(losses[2]).toBeLessThan(losses[1]);
  });

  it("draws the controller to the policy with a large weight, and is trajectory optimisation with a negligible one", async () => {
    const one = async (firstWeight: number) => run(configOf({ firstWeight, weightStep: 0, noiseCap: 0 }), 1);
    const [light, heavy] = [await one(1e-12), await one(1e3)];
    const [apart, close] = [light, heavy].map(({ done }) => done[0].numbers.policy?.kl ?? Number.NaN);
    expect(close).toBeLessThan(apart);
    const config = configOf();
    const alone = await trajectoryStep(
      initialTrajectoryState(swimmer.initialController, trained, config),
      config,
      tools,
    );
    if (alone.status === "failed") throw new Error(alone.reason);
    const [{ candidate }] = alone.state.tracks;
    const [guided] = light.state.tracks;
    expect(light.done[0].rollouts).toEqual(alone.rollouts);
    for (const [i, gain] of candidate.gains.entries()) expect(guided.candidate.gains[i]).toBeCloseTo(gain, 5);
    for (const [i, offset] of candidate.offsets.entries()) expect(guided.candidate.offsets[i]).toBeCloseTo(offset, 5);
  });

  it("caps the noise at the first controller's", async () => {
    const first = actionVariances(swimmer.initialController(trained[0]));
    const { state } = await run(configOf({ noiseCap: 0.25 }), 1);
    const largest = Math.max(...actionVariances(state.tracks[0].candidate).map((variance, i) => variance / first[i]));
    expect(largest).toBeLessThanOrEqual(0.25 * (1 + 1e-12));
    const { state: free } = await run(configOf({ noiseCap: 0 }), 1);
    expect(
      Math.max(...actionVariances(free.tracks[0].candidate).map((variance, i) => variance / first[i])),
    ).toBeGreaterThan(0.25);
  });

  it("fails with a reason where there is nothing to teach", async () => {
    const config = configOf({ firstWeight: 0 });
    const step = await gpsStep(initialGpsState(swimmer.initialController, trained, config), config, tools);
    expect(step).toMatchObject({ status: "failed", reason: expect.stringContaining("a first weight above 0") });
  });

  it("goes on from the best policy where the newest is worse, if it is told to", async () => {
    // Policies that have learnt next to nothing are better and worse at random.
    const config = configOf({ policyRollback: 1, validationEpisodes: 1, policyEvaluations: 5 });
    const before = drawn.length;
    let state = initialGpsState(swimmer.initialController, trained, config);
    const costs: number[] = [];
    const kept: boolean[] = [];
    for (let i = 0; i < 6; i++) {
      const step = await gpsStep(state, config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      costs.push(step.numbers.policy?.cost ?? Number.NaN);
      kept.push(step.policy === state.policies?.last);
      state = step.state;
      expect(state.policies?.last).toBe(step.policy);
      expect(state.rollouts).toBe(4 * (i + 1));
    }
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(new Set(kept)).toEqual(new Set([true, false]));
    // Those that were dropped were tried, too.
    const tries = drawn.slice(before).filter(({ actor }) => actor.kind === "policy");
    expect(new Set(tries.map(({ actor }) => actor)).size).toBe(6);
  });

  it("learns where the policy has been, if it is told to", async () => {
    const config = configOf({ ownVisits: true });
    const step = await gpsStep(initialGpsState(swimmer.initialController, trained, config), config, tools);
    if (step.status === "failed") throw new Error(step.reason);
    const [[ofController, ofPolicy]] = step.state.visited;
    expect([ofController, ofPolicy].map(({ validSteps }) => validSteps.length)).toEqual([3, 2]);
    const { draws, actor } = drawn[1];
    expect(actor).toEqual({ kind: "policy", policy: step.policy });
    const again = await tools.sampler.sample([{ actor, draws }], () => {});
    expect(ofPolicy.states).toEqual(Float64Array.from(again.flatMap(({ states }) => [...states])));
    const next = await gpsStep(step.state, config, tools);
    expect(next).toMatchObject({ status: "ok", state: { visited: [{ length: 2 }, { length: 2 }] } });
  });

  it("learns where the policy has been in the task's time, where it was tried for longer", async () => {
    const visitedWith = async (options: object) => {
      const config = configOf({ ownVisits: true, ...options });
      const step = await gpsStep(initialGpsState(swimmer.initialController, trained, config), config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      return step.state.visited;
    };
    expect(await visitedWith({ validationLength: 1.5 })).toEqual(await visitedWith({}));
  });

  it("learns a policy that sees what the task says, and nothing else", async () => {
    const observation = [7, 2];
    const system = { ...swimmer, description: { ...swimmer.description, observation } };
    const config = configOf();
    const first = initialGpsState(swimmer.initialController, trained, config);
    const step = await gpsStep(first, config, { ...tools, system });
    if (step.status === "failed") throw new Error(step.reason);
    const policy = step.state.policies?.last;
    if (policy === undefined) throw new Error("there is no policy");
    const state = Float64Array.from({ length: swimmer.description.stateDim }, (_, i) => 0.1 * i);
    const action = policyMean(policy, 1, state);
    state.forEach((value, i) => {
      const moved = policyMean(policy, 1, state.with(i, value + 1));
      if (observation.includes(i)) expect(moved).not.toEqual(action);
      else expect(moved).toEqual(action);
    });
  });

  it("promises an improvement of the whole objective, the policy's part in it", async () => {
    const promised: { current: number; pull: number }[] = [];
    // The weights are raised after the update: the controllers are the same, and so is what they are expected to cost.
    for (const weightStep of [0, 0.5]) {
      const config = configOf({ weightStep });
      const step = await gpsStep(initialGpsState(swimmer.initialController, trained, config), config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      const [{ predicted, weights }] = step.state.tracks;
      const divergence = step.divergences[0] ?? [];
      const pull = weights.reduce((sum, lambda, t) => sum + lambda * divergence[t], 0);
      promised.push({ current: predicted?.current ?? Number.NaN, pull });
    }
    const [low, high] = promised;
    expect(high.pull).toBeGreaterThan(2 * low.pull);
    expect(high.current - low.current).toBeCloseTo(high.pull - low.pull, 8);
  });
});

it("teaches one policy from the controllers of all conditions, and tries it in each of them", async () => {
  const [, { name: conditions, trained: slots }] = peg2d.description.conditionSets;
  const options = { ...quick, policyStride: 8 };
  const config = runConfigSchema.parse({ task: "peg2d", method: "gps", conditions, samples: 2, options });
  const simulation = await simulatorOf(peg2d);
  const kernels = localKernels(supportedVariants()[0]);
  const sampler = localSampler(simulation, peg2d);
  const tried: string[] = [];
  const first = initialGpsState(peg2d.initialController, slots, config);
  const step = await gpsStep(first, config, {
    system: peg2d,
    kernels,
    sampler: {
      sample(all, onDone) {
        for (const { actor, draws } of all) {
          if (actor.kind === "policy") tried.push(...draws.map(({ condition }) => condition.name));
        }
        return sampler.sample(all, onDone);
      },
    },
    expandCost: (condition, rollouts) => expandCost(simulation, peg2d, condition, rollouts),
    improveAll: async (searches) =>
      searches.map(({ problem, options: search }) => improveController(problem, search, kernels.trajectory)),
    onProgress: () => {},
  });
  simulation.dispose();
  if (step.status === "failed") throw new Error(step.reason);
  const names = slots.map(({ name }) => name);
  expect(tried).toEqual(names.flatMap((name) => [name, name]));
  // Two rollouts of each controller, and two of the policy in each condition.
  expect(step.numbers.rollouts).toBe(16);
  const { controllers, policies } = gpsResultOf(step.state);
  expect(controllers.map(({ condition }) => condition)).toEqual(names);
  expect(policies?.last).toBe(step.policy);
  // Each condition's weights follow from its own divergence.
  const weights = step.state.tracks.map((track) => mean(track.weights));
  expect(new Set(weights).size).toBe(names.length);
  expect(step.state.visited[0].map(({ condition }) => condition)).toEqual([0, 1, 2, 3]);
});

/**
 * A training worker for tests: no physics, a few numbers that depend on seed and history, and failures on request.
 *
 * The model text is its script: JSON with `failAt`, `crashAt`, `hangAt` (iterations), `pause` (ms an iteration),
 * `poison` (iteration whose numbers are not numbers), `tell` (fails with what the job asks of the machine). A text that is no JSON asks for nothing; "broken" is refused.
 */
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { randomPolicy } from "../../../workers/policy/testing/policies.ts";
import type { Rollout } from "../../../workers/rollout.ts";
import { conditionSetOf } from "../../../workers/systems/description.ts";
import { systemOf } from "../../../workers/systems/index.ts";
import type {
  ConditionController,
  GaussianPolicy,
  IterationResult,
  LinearGaussianController,
  RunResult,
  TrainerApi,
} from "../../../workers/trainer-api.ts";
import type { RunConfig } from "../api.ts";

interface Script {
  failAt?: number;
  crashAt?: number;
  hangAt?: number;
  pause?: number;
  poison?: number;
  tell?: boolean;
}

/** What the fake method goes on from: a 32-bit linear congruential generator and a count. */
type State = {
  iteration: number;
  random: Uint32Array;
  controllers: ConditionController[];
  learns: boolean;
  policies: RunResult["policies"];
};

const STEPS = 800;
/** Place of the condition for which no controller is ever made. */
const LOST = 3;
/** The rollout of every iteration that no model has foretold. */
const UNFORETOLD = 1;

function scriptOf(model: string): Script {
  return model.startsWith("{") ? (JSON.parse(model) as Script) : {};
}

function next(random: Uint32Array): number {
  random[0] = Math.imul(random[0], 1664525) + 1013904223;
  return random[0] / 2 ** 32;
}

function numbers(random: Uint32Array, length: number): Float64Array {
  return Float64Array.from({ length }, () => next(random));
}

function controllerFrom(random: Uint32Array): LinearGaussianController {
  return {
    gains: numbers(random, STEPS * 2 * 6),
    offsets: numbers(random, STEPS * 2),
    covariances: numbers(random, STEPS * 2 * 2),
  };
}

function rolloutFrom(random: Uint32Array, condition: string, actor: Rollout["actor"] = "controller"): Rollout {
  const metric = next(random);
  return {
    condition,
    actor,
    status: "ok",
    validSteps: STEPS,
    states: numbers(random, STEPS * 6),
    actions: numbers(random, STEPS * 2),
    positions: numbers(random, STEPS * 3),
    velocities: numbers(random, STEPS * 3),
    costs: numbers(random, STEPS * 2),
    cost: 100 * metric,
    metric,
    success: metric < 0.5,
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A policy that sees three states. */
function policyFrom(random: Uint32Array): GaussianPolicy {
  next(random);
  return randomPolicy([0, 2, 3], 2, random[0] >>> 8);
}

function controllersFrom(random: Uint32Array, names: readonly string[]): ConditionController[] {
  return names.map((condition) => ({ condition, controller: controllerFrom(random) }));
}

/** As of a model: nothing follows the last step. */
function errorsOf(random: Uint32Array): Float64Array {
  return numbers(random, STEPS).fill(Number.NaN, STEPS - 1);
}

/** Does not mutate the state. */
function step(state: State, samples: number, poisoned: boolean): { result: IterationResult; state: State } {
  const random = state.random.slice();
  const iteration = state.iteration + 1;
  const foretold = iteration > 1;
  const names = state.controllers.map(({ condition }) => condition);
  const rollouts = names.flatMap((name) => Array.from({ length: samples }, () => rolloutFrom(random, name)));
  const controllers = controllersFrom(random, names);
  const policies = state.learns ? { network: policyFrom(random), last: policyFrom(random) } : null;
  const after: State = { ...state, iteration, random, controllers, policies };
  const kl = poisoned ? Number.POSITIVE_INFINITY : 0.5;
  const cost = poisoned ? Number.NaN : mean(rollouts.map((rollout) => rollout.cost));
  const metric = mean(rollouts.map((rollout) => rollout.metric));
  const success = mean(rollouts.map((rollout) => Number(rollout.success)));
  const result: IterationResult = {
    numbers: {
      iteration,
      rollouts: iteration * rollouts.length,
      cost,
      costStd: 1,
      metric,
      metricStd: 0.1,
      success,
      kl,
      eta: 2,
      stepSize: 1,
      diverged: 0,
      accepted: true,
      seconds: 0.01,
      phases: { sample: 0.005, fit: 0.003, optimise: 0.002 },
      conditions: names.map((name) => ({ name, cost, metric, success, kl })),
      policy: policies && { loss: 3, kl: 0.1, cost, metric, success },
      modelError: foretold ? 0.5 : Number.NaN,
    },
    rollouts,
    controllers: state.controllers,
    policy: policies?.last ?? null,
    divergences: policies ? names.map((_, i) => (i === LOST ? null : numbers(random.slice(), STEPS))) : [],
    modelErrors: rollouts.map((_, i) => (foretold && i !== UNFORETOLD ? errorsOf(random.slice()) : null)),
    checkpoint: after as unknown as Record<string, unknown>,
  };
  return { result, state: after };
}

function startOf({ task, conditions, method, seed }: RunConfig): State {
  const random = Uint32Array.of(seed);
  const names = (conditionSetOf(systemOf(task).description, conditions)?.trained ?? []).map(({ name }) => name);
  const controllers = controllersFrom(random, names);
  return { iteration: 0, random, controllers, learns: method === "gps", policies: null };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const trainer: TrainerApi = {
  async train({ config, model, workers, kernels, resume }, cancel, onIteration, onProgress) {
    const script = scriptOf(model);
    if (script.tell) return { status: "failed", reason: `${workers} workers, ${kernels} kernels` };
    const flag = new Int32Array(cancel);
    let state = resume ? (resume as unknown as State) : startOf(config);
    while (state.iteration < config.iterations) {
      const iteration = state.iteration + 1;
      onProgress({ iteration, phase: "sample", done: 0, total: config.samples });
      if (iteration === script.failAt) return { status: "failed", reason: "no positive definite Quu" };
      if (iteration === script.crashAt) process.exit(7);
      if (iteration === script.hangAt) while (true) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      await sleep(script.pause ?? 0);
      if (Atomics.load(flag, 0) === 1) return { status: "cancelled" };
      const { result, state: after } = step(state, config.samples, iteration === script.poison);
      await onIteration(result);
      state = after;
    }
    return { status: "completed" };
  },
  async evaluate({ parts, episodes, seed, steps }) {
    const random = Uint32Array.of(seed);
    return parts.flatMap(({ condition, actor: { kind } }) =>
      Array.from({ length: episodes }, () => rolloutFrom(random, condition.name, kind)).map((rollout) => ({
        ...rollout,
        validSteps: steps,
        status: kind === "policy" ? "fallen" : "ok",
      })),
    );
  },
  async resultOf(_config, checkpoint) {
    const { controllers, policies } = checkpoint as unknown as State;
    return { controllers, policies };
  },
  async firstControllers({ seed }) {
    return [controllerFrom(Uint32Array.of(seed))];
  },
  async selfTest() {
    return { status: "failed", reason: "the fake trainer opens no files" };
  },
  async evaluateFile({ conditions, episodes, seed, steps }) {
    const random = Uint32Array.of(seed);
    return conditions.flatMap(({ name }) =>
      Array.from({ length: episodes }, () => ({ ...rolloutFrom(random, name), validSteps: steps })),
    );
  },
  async replay({ motions }) {
    return motions.map(({ positions }) => ({
      poses: new Float32Array(),
      centres: positions.slice(),
      contacts: new Float32Array(),
    }));
  },
  async kernelBuilds() {
    return ["simd", "plain"];
  },
  async checkModel(_task, model) {
    if (model === "broken") throw new Error("XML Error: missing mujoco element");
    return { mujocoVersion: "3.14.0", scene: { bodies: [], joints: [], geoms: [], sites: [] } };
  },
};

if (parentPort) expose(trainer, nodeEndpoint(parentPort));

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
import type { IterationResult, LinearGaussianController, TrainerApi } from "../../../workers/trainer-api.ts";

interface Script {
  failAt?: number;
  crashAt?: number;
  hangAt?: number;
  pause?: number;
  poison?: number;
  tell?: boolean;
}

/** What the fake method goes on from: a 32-bit linear congruential generator and a count. */
type State = { iteration: number; random: Uint32Array; controller: LinearGaussianController };

const STEPS = 800;

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

function rolloutFrom(random: Uint32Array): Rollout {
  const metric = next(random);
  return {
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

/** Does not mutate the state. */
function step(state: State, samples: number, poisoned: boolean): { result: IterationResult; state: State } {
  const random = state.random.slice();
  const iteration = state.iteration + 1;
  const rollouts = Array.from({ length: samples }, () => rolloutFrom(random));
  const controller = controllerFrom(random);
  const after: State = { iteration, random, controller };
  const result: IterationResult = {
    numbers: {
      iteration,
      rollouts: iteration * samples,
      cost: poisoned ? Number.NaN : mean(rollouts.map(({ cost }) => cost)),
      costStd: 1,
      metric: mean(rollouts.map(({ metric }) => metric)),
      metricStd: 0.1,
      success: mean(rollouts.map(({ success }) => Number(success))),
      kl: poisoned ? Number.POSITIVE_INFINITY : 0.5,
      eta: 2,
      stepSize: 1,
      diverged: 0,
      accepted: true,
      seconds: 0.01,
      phases: { sample: 0.005, fit: 0.003, optimise: 0.002 },
      policy: null,
    },
    rollouts,
    controller: state.controller,
    checkpoint: after as unknown as Record<string, unknown>,
  };
  return { result, state: after };
}

function startOf(seed: number): State {
  const random = Uint32Array.of(seed);
  return { iteration: 0, random, controller: controllerFrom(random) };
}

/** What its runs of guided policy search come to. */
const policies = { network: randomPolicy([0, 2, 3], 2, 1), last: randomPolicy([0, 2, 3], 2, 2) };

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const trainer: TrainerApi = {
  async train({ config, model, workers, kernels, resume }, cancel, onIteration, onProgress) {
    const script = scriptOf(model);
    if (script.tell) return { status: "failed", reason: `${workers} workers, ${kernels} kernels` };
    const flag = new Int32Array(cancel);
    let state = resume ? (resume as unknown as State) : startOf(config.seed);
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
  async evaluate({ episodes, seed, steps, actor }) {
    const random = Uint32Array.of(seed);
    const fell = actor?.kind === "policy";
    const rollouts = Array.from({ length: episodes }, () => rolloutFrom(random));
    return rollouts.map((rollout) => ({ ...rollout, validSteps: steps, status: fell ? "fallen" : "ok" }));
  },
  async actorOf({ method }, checkpoint, which) {
    if (which === "controller") return { kind: which, controller: (checkpoint as unknown as State).controller };
    return method === "gps" ? { kind: "policy", policy: policies[which] } : null;
  },
  async selfTest() {
    return { status: "failed", reason: "the fake trainer opens no files" };
  },
  async evaluateFile({ episodes, seed }) {
    const random = Uint32Array.of(seed);
    return Array.from({ length: episodes }, () => rolloutFrom(random));
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

/** One rollout from a random stream: initial state x₁ ~ N(mean, diag((spread·std)²)), then the action noise, then the simulation. */
import { choleskyFactors } from "../math/cholesky-factors.ts";
import { streamFromState } from "../math/random.ts";
import { type Act, controllerAct, policyAct } from "../physics/acting.ts";
import { explorationNoise } from "../physics/exploration-noise.ts";
import { simulateRollout } from "../physics/rollout.ts";
import type { Simulation } from "../physics/simulation.ts";
import type { Rollout } from "../rollout.ts";
import type { Condition, TaskDescription } from "../systems/description.ts";
import type { System } from "../systems/system.ts";
import type { Actor, LinearGaussianController } from "../trainer-api.ts";
import type { ActorDraws, Draw } from "./sampler.ts";

/** An actor and what it does at every step. */
interface ReadyActor {
  kind: Actor["kind"];
  act: Act;
}

/** Prepares once for all rollouts; of a controller C_t = L_t L_tᵀ is factored. */
export function readyToAct(actor: Actor, { steps }: TaskDescription): ReadyActor {
  const { kind } = actor;
  if (kind === "policy") return { kind, act: policyAct(actor.policy) };
  const { gains, offsets, covariances } = actor.controller;
  return { kind, act: controllerAct({ gains, offsets, factors: choleskyFactors(covariances, steps) }) };
}

/** The draws of all actors one after another, each with who acts in it: prepared once, when it is first asked for. */
export function drawsInTurn(
  all: readonly ActorDraws[],
  description: TaskDescription,
): { draw: Draw; actor: () => ReadyActor }[] {
  return all.flatMap(({ actor, draws }) => {
    let ready: ReadyActor | null = null;
    const prepared = () => {
      ready ??= readyToAct(actor, description);
      return ready;
    };
    return draws.map((draw) => ({ draw, actor: prepared }));
  });
}

export function drawRollout(simulation: Simulation, system: System, actor: ReadyActor, draw: Draw): Rollout {
  const { actionDim } = system.description;
  const { condition, steps = system.description.steps } = draw;
  const stream = streamFromState(draw.stream);
  const initialState = Float64Array.from(
    condition.mean,
    (mean, i) => mean + draw.spread * condition.std[i] * stream.normal(),
  );
  const noise = draw.smoothing === null ? null : explorationNoise(stream, steps, actionDim, draw.smoothing);
  return simulateRollout(simulation, system, actor.act, { condition, actor: actor.kind, initialState, noise, steps });
}

/** A controller's rollout from the mean of a condition's initial states, of the mean actions or with the given noise [T, dU]. */
export function centralRollout(
  simulation: Simulation,
  system: System,
  condition: Condition,
  controller: LinearGaussianController,
  noise: Float64Array | null,
): Rollout {
  const initialState = Float64Array.from(condition.mean);
  const { kind, act } = readyToAct({ kind: "controller", controller }, system.description);
  return simulateRollout(simulation, system, act, { condition, actor: kind, initialState, noise });
}

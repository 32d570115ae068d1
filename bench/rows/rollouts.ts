/** Rollouts: what they cost beside MuJoCo's own steps, and how they share out over threads. */
import { explorationNoise } from "../../workers/physics/exploration-noise.ts";
import { simulateRollout } from "../../workers/physics/rollout.ts";
import type { Rollout } from "../../workers/rollout.ts";
import { readyToAct } from "../../workers/sampling/draw-rollout.ts";
import { firstCondition } from "../../workers/systems/description.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import type { System } from "../../workers/systems/system.ts";
import { walker } from "../../workers/systems/walker/walker.ts";
import { type Contest, local, plainContest } from "../contest.ts";
import { randomOf } from "../data.ts";
import type { Row, Tools } from "../row.ts";
import { drawsOf, firstController, openSimulation, openSimulators } from "../task.ts";

export const rolloutRows: Row[] = [
  ...[peg2d, walker].map((system) => ({
    name: `rollout-${system.description.name}`,
    title: `MuJoCo rollout of ${system.description.name}, T = ${system.description.steps}`,
    open: () => openSteps(system),
  })),
  { name: "threads-rollouts", title: "20 rollouts of peg2d, over threads", open: openThreads },
];

/** A rollout against nothing but setting the same controls and stepping. */
async function openSteps(system: System): Promise<Contest> {
  const { steps, stateDim, actionDim } = system.description;
  const condition = firstCondition(system.description);
  const simulation = await openSimulation(system);
  const actor = { kind: "controller", controller: firstController(system, simulation) } as const;
  const { act, kind } = readyToAct(actor, system.description);
  const noise = explorationNoise(randomOf(1), steps, actionDim, 2);
  const request = { condition, actor: kind, initialState: Float64Array.from(condition.mean), noise };
  const rollout = () => simulateRollout(simulation, system, act, request);
  const { states, actions, status } = rollout();
  if (status !== "ok") throw new Error(`the rollout of ${system.description.name} that is measured has ${status}`);
  const { mujoco, model, data } = simulation;
  const { ctrl, qpos, qvel } = data;
  const bare = () => {
    mujoco.mj_resetData(model, data);
    qpos.set(states.subarray(0, simulation.nq));
    qvel.set(states.subarray(simulation.nq, stateDim));
    for (let t = 0; t < steps; t++) {
      ctrl.set(actions.subarray(t * actionDim, (t + 1) * actionDim));
      for (let i = 0; i < system.substeps; i++) mujoco.mj_step(model, data);
    }
  };
  const endOf = (run: () => unknown) => () => {
    run();
    return { end: Float64Array.of(...simulation.data.qpos, ...simulation.data.qvel) };
  };
  return {
    contestants: [local("rollout", rollout, endOf(rollout)), local("bare steps", bare, endOf(bare))],
    comparisons: [{ ours: "rollout", theirs: "bare steps", kind: "percent", target: 0.95 }],
    amount: { perRun: steps * system.substeps, unit: " steps" },
    close: () => simulation.dispose(),
  };
}

async function openThreads({ threads }: Tools): Promise<Contest> {
  const [one, several] = await Promise.all([1, threads].map((workers) => openSimulators(peg2d, workers)));
  const actor = { kind: "controller", controller: peg2d.initialController(firstCondition(peg2d.description)) } as const;
  const draws = drawsOf(peg2d, 20, 7);
  const contestant = (name: string, pool: typeof one) => {
    const sample = () => pool.sample([{ actor, draws }], () => {});
    return local(name, sample, async () => statesOf(await sample()));
  };
  const [single, shared] = ["1 thread", `${threads} threads`];
  return {
    ...plainContest,
    contestants: [contestant(shared, several), contestant(single, one)],
    comparisons: [{ ours: shared, theirs: single, kind: "speed-up", target: threads === 2 ? 1.7 : null }],
    close: async () => {
      await Promise.all([one.dispose(), several.dispose()]);
    },
  };
}

function statesOf(rollouts: readonly Rollout[]) {
  return { states: Float64Array.from(rollouts.flatMap(({ states }) => [...states])) };
}

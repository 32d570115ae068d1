import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gemmNN } from "../math/gemm.ts";
import { streamFromSeed } from "../math/random.ts";
import { firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import { swimmer } from "../systems/swimmer/swimmer.ts";
import type { System } from "../systems/system.ts";
import { modelText } from "../testing/models.ts";
import { type ActingController, controllerAct } from "./acting.ts";
import { explorationNoise } from "./exploration-noise.ts";
import { simulateRollout } from "./rollout.ts";
import { Simulation } from "./simulation.ts";
import { transitionDerivatives } from "./transition.ts";

const STEPS = 12;
const h = 1e-5;

function shortened(system: System): System {
  return { ...system, description: { ...system.description, steps: STEPS } };
}

/** Actions without feedback, well inside the limits. */
function openLoop({ description: { stateDim, actionDim } }: System): ActingController {
  return {
    gains: new Float64Array(STEPS * actionDim * stateDim),
    offsets: explorationNoise(streamFromSeed(3), STEPS, actionDim, 2).map((u) => 8 * u),
    factors: new Float64Array(STEPS * actionDim * actionDim),
  };
}

describe.each([
  ["peg2d, by motors", peg2d],
  ["swimmer, by motors in water", swimmer],
] as const)("derivatives of the control step: %s", (_, task) => {
  const system = shortened(task);
  const { stateDim: dX, actionDim: dU } = system.description;
  const condition = firstCondition(system.description);
  const D = dX + dU;
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await Simulation.load(modelText(system.description.model), system.forces);
  });
  afterAll(() => simulation.dispose());

  const controller = openLoop(system);
  const start = Float64Array.from(condition.mean, (mean, i) => mean + 0.05 * Math.sin(i));
  const rollOut = (initialState: Float64Array, offsets = controller.offsets) =>
    simulateRollout(simulation, system, controllerAct({ ...controller, offsets }), {
      condition,
      actor: "controller",
      initialState,
      noise: null,
    });
  const last = (rollout: { states: Float64Array }) => rollout.states.subarray((STEPS - 1) * dX);
  const shifted = (values: Float64Array, at: number, by: number) => values.map((v, i) => (i === at ? v + by : v));
  it("chained, they say how a rollout's end depends on its start", () => {
    const f = transitionDerivatives(simulation, system, condition, rollOut(start), h, () => {});
    let chain = Float64Array.from({ length: dX * dX }, (_, i) => (i % (dX + 1) === 0 ? 1 : 0));
    for (let t = 0; t + 1 < STEPS; t++) {
      const fx = Float64Array.from({ length: dX * dX }, (_, i) => f[(t * dX + Math.floor(i / dX)) * D + (i % dX)]);
      const next = new Float64Array(dX * dX);
      gemmNN(dX, dX, dX, 1, fx, 0, chain, 0, 0, next, 0);
      chain = next;
    }
    for (let j = 0; j < dX; j++) {
      const [up, down] = [last(rollOut(shifted(start, j, h))), last(rollOut(shifted(start, j, -h)))];
      for (let i = 0; i < dX; i++) expect(chain[i * dX + j]).toBeCloseTo((up[i] - down[i]) / (2 * h), 4);
    }
  });

  it("tell how its end depends on the action before it", () => {
    const f = transitionDerivatives(simulation, system, condition, rollOut(start), h, () => {});
    for (let j = 0; j < dU; j++) {
      const at = (STEPS - 2) * dU + j;
      const up = last(rollOut(start, shifted(controller.offsets, at, h)));
      const down = last(rollOut(start, shifted(controller.offsets, at, -h)));
      for (let i = 0; i < dX; i++) {
        expect(f[((STEPS - 2) * dX + i) * D + dX + j]).toBeCloseTo((up[i] - down[i]) / (2 * h), 7);
      }
    }
  });

  it("let a fallen robot rest, and the last step lead nowhere", () => {
    const f = transitionDerivatives(simulation, system, condition, { ...rollOut(start), validSteps: 4 }, h, () => {});
    const fallen = f.subarray(3 * dX * D, 4 * dX * D);
    for (let i = 0; i < dX; i++) {
      for (let j = 0; j < D; j++) expect(fallen[i * D + j]).toBe(i === j && i < simulation.nq ? 1 : 0);
    }
    expect(f.subarray((STEPS - 1) * dX * D).every((value) => value === 0)).toBe(true);
    expect(f.subarray(2 * dX * D, 3 * dX * D)).not.toEqual(fallen);
  });
});

it("agrees with MuJoCo's own derivatives where its step is all there is", async () => {
  const system = { ...shortened(peg2d), substeps: 1 };
  const { stateDim: dX, actionDim: dU } = system.description;
  const simulation = await Simulation.load(modelText("peg2d.xml"));
  const { mujoco, model, data } = simulation;
  const condition = firstCondition(peg2d.description);
  const start = Float64Array.from(condition.mean, (mean, i) => mean + 0.1 * i);
  const rollout = simulateRollout(simulation, system, controllerAct(openLoop(system)), {
    condition,
    actor: "controller",
    initialState: start,
    noise: null,
  });
  const f = transitionDerivatives(simulation, system, condition, rollout, h, () => {});
  const [A, B] = [new mujoco.DoubleBuffer(dX * dX), new mujoco.DoubleBuffer(dX * dU)];
  simulation.reset(start.subarray(0, 3), start.subarray(3));
  data.ctrl.set(rollout.actions.subarray(0, dU));
  mujoco.mjd_transitionFD(model, data, 1e-6, true, A, B, null, null);
  for (let i = 0; i < dX; i++) {
    for (let j = 0; j < dX; j++) expect(f[i * (dX + dU) + j]).toBeCloseTo(A.GetView()[i * dX + j], 6);
    for (let j = 0; j < dU; j++) expect(f[i * (dX + dU) + dX + j]).toBeCloseTo(B.GetView()[i * dU + j], 6);
  }
  A.delete();
  B.delete();
  simulation.dispose();
});

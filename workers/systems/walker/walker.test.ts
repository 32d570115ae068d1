import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../../math/random.ts";
import type { Simulation } from "../../physics/simulation.ts";
import { drawRollout, readyToAct } from "../../sampling/draw-rollout.ts";
import { firstRollout, simulatorOf } from "../../testing/systems.ts";
import { firstCondition } from "../description.ts";
import { ankleReach, BODY, hipHeight, type Leg, soleHeight } from "./anatomy.ts";
import { demonstrationGait, type GaitPhase, gaitTorques, nextPhase, startOfStep } from "./gait.ts";
import { walker } from "./walker.ts";

const nq = 9;
const { description } = walker;
const condition = firstCondition(description);
const legs: Leg[] = ["right", "left"];

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulatorOf(walker);
});
afterAll(() => simulation.dispose());

/** Right and left exchanged in nine positions or velocities. */
const exchanged = (q: ArrayLike<number>) => [0, 1, 2, 6, 7, 8, 3, 4, 5].map((from) => q[from]);

/** World position x, y, z [m] of a body at these positions. */
function bodyAt(positions: ArrayLike<number>, name: string): number[] {
  const { mujoco, model, data } = simulation;
  simulation.setState(positions, new Float64Array(nq));
  simulation.updateKinematics();
  const body = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY.value, name);
  return [...data.xpos.slice(3 * body, 3 * body + 3)];
}

function randomPosture(seed: number): number[] {
  const stream = streamFromSeed(seed);
  return Array.from(startOfStep.subarray(0, nq), (q) => q + 0.4 * stream.normal());
}

describe("the walker's anatomy", () => {
  it("has the lengths of the model", () => {
    const { body_pos } = simulation.model;
    // Torso, then thigh, shank and foot of both legs; z of each in its parent.
    for (const first of [2, 5]) {
      const drops = [0, 1, 2].map((i) => body_pos[3 * (first + i) + 2]);
      expect(drops).toEqual([-BODY.hip, -BODY.thigh, -BODY.shank]);
    }
  });

  it.each([1, 2, 3])("finds hips and ankles where the model puts them: posture %i", (seed) => {
    const q = randomPosture(seed);
    for (const leg of legs) {
      const [hipX, , hipZ] = bodyAt(q, `${leg}_thigh`);
      const [ankleX] = bodyAt(q, `${leg}_foot`);
      expect(hipHeight(q)).toBeCloseTo(hipZ, 9);
      expect(ankleReach(q, leg)).toBeCloseTo(ankleX - hipX, 9);
    }
  });

  it.each([1, 2, 3])("finds the sole's lowest point where the model's capsule has it: posture %i", (seed) => {
    const { mujoco, model, data } = simulation;
    const q = randomPosture(seed);
    for (const leg of legs) {
      bodyAt(q, "torso");
      const geom = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM.value, `${leg}_foot`);
      const [radius, half] = model.geom_size.slice(3 * geom, 3 * geom + 2);
      const slope = Math.abs(data.geom_xmat[9 * geom + 8]);
      expect(soleHeight(q, leg)).toBeCloseTo(data.geom_xpos[3 * geom + 2] - half * slope - radius, 9);
    }
  });

  it("weighs the same on both sides", () => {
    const [, , ...limbs] = simulation.model.body_mass;
    expect(limbs.slice(0, 3)).toEqual(limbs.slice(3));
  });
});

describe("the walker in its simulator", () => {
  it("moves the same when its legs are exchanged", () => {
    const run = (mirrored: boolean) => {
      const side = mirrored ? exchanged : (q: ArrayLike<number>) => Array.from(q);
      simulation.reset(side(startOfStep.subarray(0, nq)), side(startOfStep.subarray(nq)));
      const torques = Float64Array.from({ length: nq }, (_, i) => (i < 3 ? 0 : 10 * Math.sin(i)));
      for (let t = 0; t < 30; t++) simulation.step(Float64Array.from(side(torques).slice(3)), walker.substeps);
      return side(simulation.views().positions);
    };
    const [first, mirror] = [run(false), run(true)];
    first.forEach((q, i) => {
      expect(mirror[i]).toBeCloseTo(q, 6);
    });
  });

  it("falls without torques, onto ground that holds it", () => {
    simulation.reset(startOfStep.subarray(0, nq), startOfStep.subarray(nq));
    const state = new Float64Array(2 * nq);
    simulation.readState(state);
    expect(walker.fallen?.(state)).toBe(false);
    simulation.step(new Float64Array(6), 1);
    expect(simulation.data.ncon).toBeGreaterThan(0);
    simulation.step(new Float64Array(6), 400);
    simulation.readState(state);
    expect(walker.fallen?.(state)).toBe(true);
    for (const leg of legs) expect(soleHeight(state, leg)).toBeGreaterThan(-0.01);
  });

  it("counts low hips, a leaning torso and undefined states as falls", () => {
    const fallen = (z: number, pitch: number) => {
      const state = new Float64Array(2 * nq);
      state[1] = z;
      state[2] = pitch;
      return walker.fallen?.(state);
    };
    expect(fallen(1.1, 0)).toBe(false);
    expect(fallen(0.7, 0)).toBe(true);
    expect(fallen(1.5, 1.01)).toBe(true);
    expect(fallen(1.5, -1.01)).toBe(true);
    expect(fallen(Number.NaN, 0)).toBe(true);
  });
});

describe("the gait", () => {
  it("treats both legs alike", () => {
    for (const up of [true, false]) {
      const q = randomPosture(4);
      const v = randomPosture(5);
      const torques = (swing: Leg, mirror: (x: ArrayLike<number>) => number[]) => {
        const u = new Float64Array(6);
        gaitTorques({ swing, up, time: 0 }, mirror(q), mirror(v), demonstrationGait, 1e3, u);
        return [...u];
      };
      const right = torques("right", (x) => Array.from(x));
      const left = torques("left", exchanged);
      expect(left).toEqual([...right.slice(3), ...right.slice(0, 3)]);
    }
  });

  it("keeps its torques within their limit", () => {
    const u = new Float64Array(6);
    gaitTorques({ swing: "left", up: true, time: 0 }, randomPosture(6), randomPosture(7), demonstrationGait, 5, u);
    expect(Math.max(...u.map(Math.abs))).toBe(5);
  });

  it("lowers the swing leg after its time and changes legs when the foot lands", () => {
    const high = [0, 2, 0, 0, 0, 0, 0, 0, 0];
    const rising: GaitPhase = { swing: "left", up: true, time: demonstrationGait.upTime - 0.01 };
    const lowering = { swing: "left", up: false, time: 0 };
    expect(nextPhase(rising, high, 0.02, demonstrationGait)).toEqual(lowering);
    expect(nextPhase({ ...rising, time: 0 }, high, 0.02, demonstrationGait).up).toBe(true);
    const falling: GaitPhase = { swing: "left", up: false, time: 0 };
    expect(nextPhase(falling, high, 0.02, demonstrationGait).swing).toBe("left");
    const landed = high.with(1, BODY.hip + BODY.thigh + BODY.shank + BODY.foot.drop + BODY.foot.radius);
    expect(nextPhase(falling, landed, 0.02, demonstrationGait)).toEqual({ swing: "right", up: true, time: 0 });
    const late: GaitPhase = { ...falling, time: demonstrationGait.downTime };
    expect(nextPhase(late, high, 0.02, demonstrationGait).swing).toBe("right");
  });

  it("walks as a state machine without a fall, no faster than 1.3 m/s", () => {
    const state = new Float64Array(2 * nq);
    const u = new Float64Array(6);
    let phase: GaitPhase = { swing: "left", up: true, time: 0 };
    const steps: Leg[] = [];
    simulation.reset(startOfStep.subarray(0, nq), startOfStep.subarray(nq));
    for (let t = 0; t < description.steps; t++) {
      simulation.readState(state);
      expect(walker.fallen?.(state)).toBe(false);
      gaitTorques(phase, state, state.subarray(nq), demonstrationGait, 100, u);
      simulation.step(u, walker.substeps);
      simulation.readState(state);
      const next = nextPhase(phase, state, description.dt, demonstrationGait);
      if (next.swing !== phase.swing) steps.push(next.swing);
      phase = next;
    }
    const speed = state[0] / (description.steps * description.dt);
    expect(speed).toBeGreaterThan(0.8);
    expect(speed).toBeLessThanOrEqual(1.3);
    // The legs take turns, several times.
    expect(steps.length).toBeGreaterThan(8);
    steps.forEach((leg, i) => {
      expect(leg).toBe(i % 2 === 0 ? "right" : "left");
    });
  });
});

describe("the controller fitted to the demonstration", () => {
  it("has the noise that learning starts with, and acts like the gait along the demonstration", () => {
    const controller = walker.demonstration?.(simulation);
    if (!controller) throw new Error("the walker has a demonstration");
    const u = new Float64Array(6);
    // The rollout limits the torques, not the controller.
    gaitTorques({ swing: "left", up: true, time: 0 }, startOfStep, startOfStep.subarray(nq), demonstrationGait, 1e3, u);
    for (let i = 0; i < 6; i++) {
      let acted = controller.offsets[i];
      for (let j = 0; j < 2 * nq; j++) acted += controller.gains[i * 2 * nq + j] * startOfStep[j];
      expect(acted).toBeCloseTo(u[i], 6);
      expect(controller.covariances[i * 7]).toBeGreaterThan(0);
    }
    expect(firstRollout(simulation, walker)).toMatchObject({ status: "ok", success: true });
  });

  it("walks 5 s without a fall and at most 1.3 m/s from perturbed starts", () => {
    const controller = walker.demonstration?.(simulation);
    if (!controller) throw new Error("the walker has a demonstration");
    const ready = readyToAct({ kind: "controller", controller }, description);
    for (let seed = 1; seed <= 10; seed++) {
      const stream = streamFromSeed(seed).state();
      const rollout = drawRollout(simulation, walker, ready, { condition, stream, spread: 1, smoothing: null });
      expect(rollout).toMatchObject({ status: "ok", success: true });
      expect(rollout.metric).toBeGreaterThan(0.8);
      expect(rollout.metric).toBeLessThanOrEqual(1.3);
    }
  });
});

it("counts the time after a fall as standing", () => {
  const controller = walker.initialController(firstCondition(description));
  controller.offsets.fill(0);
  controller.gains.fill(0);
  const stream = streamFromSeed(1).state();
  const act = readyToAct({ kind: "controller", controller }, description);
  const rollout = drawRollout(simulation, walker, act, { condition, stream, spread: 1, smoothing: null });
  expect(rollout).toMatchObject({ status: "fallen", success: false });
  const farthest = rollout.states[2 * nq * (description.steps - 1)];
  // The root gets no farther than where it fell, in a mean over all of the five seconds.
  expect(rollout.metric).toBeCloseTo(farthest / 4.99, 9);
  expect(rollout.metric).toBeLessThan(0.5);
});

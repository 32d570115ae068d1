import { expect, it } from "vitest";
import { type BodyShift, firstCondition } from "../systems/description.ts";
import { walker } from "../systems/walker/walker.ts";
import { modelText } from "../testing/models.ts";
import { replay } from "./replay.ts";
import { Simulation } from "./simulation.ts";

const G = 9.81;

/** A ball of 2 kg and radius 0.1 m on a plane, with a post of 9 kg that does not move. */
const ball = `
<mujoco>
  <option timestep="0.002" gravity="0 0 -${G}"/>
  <worldbody>
    <geom type="plane" size="5 5 1"/>
    <body name="post" pos="3 0 1"><geom type="sphere" size="0.1" mass="9"/></body>
    <body name="ball" pos="0 0 0.1"><freejoint/><geom size="0.1" mass="2"/></body>
  </worldbody>
</mujoco>`;

it("has the weight of a ball that rests on the ground as its contact's force, upwards", async () => {
  const simulation = await Simulation.load(ball);
  simulation.reset([0.5, 0, 0.1, 1, 0, 0, 0], new Array(6).fill(0));
  for (let i = 0; i < 2000; i++) simulation.step(new Float64Array(0), 1);
  const { positions, velocities } = simulation.views();
  const motion = {
    positions: Float32Array.from(positions),
    velocities: Float32Array.from(velocities),
    actions: new Float32Array(0),
    shifts: [],
  };
  const { contacts, centres, poses } = replay(simulation, motion, 0, true);
  expect(contacts).toHaveLength(7);
  const [step, x, , z, fx, , fz] = contacts;
  expect([step, x]).toEqual([0, expect.closeTo(0.5, 3)]);
  expect(z).toBeCloseTo(0, 2);
  expect(fx).toBeCloseTo(0, 2);
  expect(fz! / (2 * G)).toBeCloseTo(1, 2);
  expect(centres[0]).toBeCloseTo(0.5, 3);
  expect(Array.from(poses.subarray(14, 17))).toEqual(Array.from(motion.positions.subarray(0, 3)));
  simulation.dispose();
});

it("has the walker's own weight under its feet on average while it stands up straight", async () => {
  const { description, forces } = walker;
  const simulation = await Simulation.load(modelText(description.model), forces);
  const { mean } = firstCondition(description);
  const motion = {
    positions: Float32Array.from(mean.slice(0, simulation.nq)),
    velocities: new Float32Array(simulation.nv),
    actions: new Float32Array(description.actionDim),
    shifts: [],
  };
  const { centres, contacts } = replay(simulation, motion, description.actionDim, false);
  expect(centres[2]).toBeGreaterThan(0.3);
  for (let c = 0; c < contacts.length; c += 7) expect(contacts[c + 6]).toBeGreaterThan(0);
  simulation.dispose();
});

it("has bodies where the rollout's condition had them", async () => {
  const simulation = await Simulation.load(ball);
  const motion = {
    positions: Float32Array.of(0, 0, 5, 1, 0, 0, 0),
    velocities: new Float32Array(6),
    actions: new Float32Array(0),
  };
  const post = (shifts: BodyShift[]) => replay(simulation, { ...motion, shifts }, 0, true).poses[7];
  expect([post([]), post([{ body: "post", by: [0.5, 0, 0] }]), post([])]).toEqual([3, 3.5, 3]);
  simulation.dispose();
});

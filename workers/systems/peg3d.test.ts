import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Simulation } from "../physics/simulation.ts";
import { modelText } from "../testing/models.ts";
import { simulatorOf, tipAt } from "../testing/systems.ts";
import { firstCondition } from "./description.ts";
import { peg3d } from "./peg3d.ts";

const nq = 6;
const still = new Float64Array(nq);
const { description } = peg3d;
const start = firstCondition(description).mean.slice(0, nq);

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulatorOf(peg3d);
});
afterAll(() => simulation.dispose());

describe("the model of peg3d", () => {
  it("limits the torques as the description says", () => {
    const ranges = description.actions.flatMap(({ range }) => range ?? []);
    expect([...simulation.model.actuator_ctrlrange]).toEqual(ranges);
  });

  it("has a peg of 0.5 m, which can reach the bottom of a slot of its depth", () => {
    const straight = tipAt(simulation, peg3d, still);
    expect(straight[0]).toBeCloseTo(1.0 + 0.75 + 0.5, 9);
    // Elbow and peg straight down over the slot's bottom: the forearm ends 0.5 m above it.
    const inserted = [0, 0.2406, 0, -1.6397, -0.1717, 0];
    const tip = tipAt(simulation, peg3d, inserted);
    const target = new Float64Array(3);
    simulation.readSite(simulation.site("target"), target);
    expect(Math.hypot(...tip.map((p, i) => p - target[i]))).toBeLessThan(0.01);
    simulation.reset(inserted, still);
    simulation.step(new Float64Array(nq), 1);
    // It is in the slot, not in a wall: no contact throws it out.
    expect(
      Math.max(...tipAt(simulation, peg3d, simulation.views().positions).map((p, i) => Math.abs(p - tip[i]))),
    ).toBeLessThan(0.001);
  });

  it("starts above and beside the slot's mouth, out of its plane, with nothing touching", () => {
    const [x, y, z] = tipAt(simulation, peg3d, start);
    expect(z - 0.6).toBeGreaterThan(0.2);
    expect(Math.abs(x - 1.1)).toBeGreaterThan(0.1);
    expect(Math.abs(y)).toBeGreaterThan(0.1);
    simulation.reset(start, still);
    simulation.step(new Float64Array(nq), 1);
    expect(simulation.data.ncon).toBe(0);
  });

  it("lets the peg touch all four walls and the bottom, with friction", () => {
    const touched = new Set<string>();
    const { mujoco, model, data } = simulation;
    const geometry = mujoco.mjtObj.mjOBJ_GEOM.value;
    for (const [yaw, elbow] of [
      [0, -1.6],
      [0, -1.7],
      [0.03, -1.6397],
      [-0.03, -1.6397],
    ]) {
      simulation.reset([yaw, 0.2406, 0, elbow, -0.17, 0], still);
      mujoco.mj_forward(model, data);
      expect(data.ncon).toBeGreaterThan(0);
      for (let i = 0; i < data.ncon; i++) {
        const contact = data.contact.get(i);
        for (const geom of contact?.geom ?? []) touched.add(mujoco.mj_id2name(model, geometry, geom) ?? "");
        expect(contact?.friction[0]).toBeCloseTo(0.2, 12);
      }
    }
    for (const wall of ["left", "right", "near", "far"]) expect(touched).toContain(`slot_${wall}`);
    expect(touched).toContain("peg");
  });
});

describe("peg3d in the plane", () => {
  it("moves as the planar arm does, and stays there", async () => {
    // The joints of peg3d, since those of peg2d are geared, and its wrist is softer and holds the peg at another angle.
    const joints = modelText("peg2d.xml")
      .replace('damping="10"', 'damping="2"')
      .replace('damping="4" stiffness="30" springref="-0.36"', 'stiffness="40" springref="-0.17"');
    const planar = await Simulation.load(joints);
    const posture = [0.95, -1.85, -0.17];
    planar.reset(posture, [0, 0, 0]);
    simulation.reset([0, posture[0], 0, posture[1], posture[2], 0], still);
    for (let t = 0; t < 60; t++) {
      const [shoulder, elbow] = [15 * Math.sin(0.1 * t), 10 * Math.cos(0.13 * t)];
      planar.step(Float64Array.of(shoulder, elbow), peg3d.substeps);
      simulation.step(Float64Array.of(0, shoulder, 0, elbow, 0, 0), peg3d.substeps);
    }
    const [yaw, pitch, roll, bend, wrist, tilt] = simulation.views().positions;
    for (const outside of [yaw, roll, tilt]) expect(outside).toBeCloseTo(0, 12);
    const expected = planar.views().positions;
    [pitch, bend, wrist].forEach((angle, i) => {
      expect(angle).toBeCloseTo(expected[i], 9);
    });
    expect(Math.abs(pitch - posture[0])).toBeGreaterThan(0.05);
    planar.dispose();
  });

  it("has a mirror: yaw, roll and tilt change sign", () => {
    const run = (sign: number) => {
      const mirrored = (q: readonly number[]) =>
        q.map((value, i) => (i === 0 || i === 2 || i === 5 ? sign * value : value));
      simulation.reset(mirrored(start), still);
      const torques = Float64Array.from(mirrored([8, 5, 6, -4, 3, 2]));
      simulation.step(torques, 50 * peg3d.substeps);
      return mirrored([...simulation.views().positions]);
    };
    const [one, other] = [run(1), run(-1)];
    one.forEach((angle, i) => {
      expect(other[i]).toBeCloseTo(angle, 9);
    });
  });
});

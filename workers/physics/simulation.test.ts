import { describe, expect, it } from "vitest";
import { modelText } from "../testing/models.ts";
import { ModelError } from "./model-error.ts";
import { Simulation } from "./simulation.ts";

const pendulum = `<mujoco><option timestep="0.001"/><worldbody><body><joint name="j" type="hinge" axis="0 -1 0"/>
  <geom type="sphere" size="0.01" pos="1 0 0" mass="1"/><site name="tip" pos="1 0 0"/></body></worldbody>
  <actuator><motor joint="j"/></actuator></mujoco>`;

describe("simulation", () => {
  it("conserves the energy of a pendulum", async () => {
    const simulation = await Simulation.load(pendulum);
    simulation.reset([0], [0]);
    for (let i = 0; i < 500; i++) simulation.step(new Float64Array(1), 1);
    const { positions, velocities } = simulation.views();
    // ½ (m l² + ⅖ m r²) v² = −m g l sin q
    expect(0.5 * (1 + 0.4 * 1e-4) * velocities[0] ** 2).toBeCloseTo(-9.81 * Math.sin(positions[0]), 1);
    simulation.dispose();
  });

  it.each(["Euler", "RK4", "implicit", "implicitfast"])(
    "tells where the tip was before a step: %s",
    async (integrator) => {
      const simulation = await Simulation.load(modelText("peg2d.xml").replace("implicitfast", integrator));
      const { mujoco, model, data } = simulation;
      const site = simulation.site("tip");
      // Torques that drive the peg into the slot, so that contacts are part of it.
      const torque = (t: number, i: number) => 100 * Math.sin(0.05 * t + i) - 40;
      const trace = (step: (torques: Float64Array, tip: Float64Array) => void) => {
        simulation.reset([0.95, -1.85, -0.17], [0, 0, 0]);
        return Array.from({ length: 300 }, (_, t) => {
          const tip = new Float64Array(3);
          step(Float64Array.of(torque(t, 0), torque(t, 1)), tip);
          return [...tip, ...data.qpos, ...data.qvel, data.ncon];
        });
      };
      const expected = trace((torques, tip) => {
        data.ctrl.set(torques);
        simulation.updateKinematics();
        simulation.readSite(site, tip);
        for (let i = 0; i < 2; i++) mujoco.mj_step(model, data);
      });
      expect(trace((torques, tip) => simulation.advance(torques, 2, [site], tip))).toEqual(expected);
      expect(Math.max(...expected.map((row) => row[9]))).toBeGreaterThan(0);
      simulation.dispose();
    },
  );

  it("keeps its views alive while MuJoCo's memory grows", async () => {
    const simulation = await Simulation.load(pendulum);
    simulation.reset([0.5], [0.25]);
    const { positions } = simulation.views();
    const others: Simulation[] = [];
    while (positions.length > 0 && others.length < 200) {
      others.push(await Simulation.load(pendulum.replace("<option", '<size memory="16M"/><option')));
    }
    expect(positions.length).toBe(0);
    expect([...simulation.views().positions]).toEqual([0.5]);
    const jacobian = new Float64Array(3);
    simulation.updateKinematics();
    simulation.readSiteJacobian(0, jacobian);
    expect(Math.hypot(...jacobian)).toBeCloseTo(1, 9);
    for (const other of [simulation, ...others]) other.dispose();
  });

  it("gives the site Jacobian that finite differences give", async () => {
    const simulation = await Simulation.load(modelText("peg2d.xml"));
    const site = simulation.site("tip");
    const q = [0.9, -1.2, 0.3];
    const tipAt = (positions: number[]) => {
      simulation.setState(positions, [0, 0, 0]);
      simulation.updateKinematics();
      const tip = new Float64Array(3);
      simulation.readSite(site, tip);
      return tip;
    };
    tipAt(q);
    const jacobian = new Float64Array(9);
    simulation.readSiteJacobian(site, jacobian);
    const h = 1e-6;
    for (let i = 0; i < 3; i++) {
      const up = tipAt(q.map((v, j) => v + (i === j ? h : 0)));
      const down = tipAt(q.map((v, j) => v - (i === j ? h : 0)));
      for (let r = 0; r < 3; r++) expect(jacobian[r * 3 + i]).toBeCloseTo((up[r] - down[r]) / (2 * h), 7);
    }
    simulation.dispose();
  });

  it("refuses a model with MuJoCo's message in one line", async () => {
    const failure = await Simulation.load("<mujoco><worldbody><foo/></worldbody></mujoco>").catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(ModelError);
    expect((failure as Error).message).toMatch(/unrecognized element.*foo.*line 1/);
    expect((failure as Error).message).not.toContain("\n");
  });

  it("names a site that the model lacks", async () => {
    const simulation = await Simulation.load(pendulum);
    expect(() => simulation.site("target")).toThrow(/no site "target"/);
    simulation.dispose();
  });

  it("sees absurd and undefined states", async () => {
    const simulation = await Simulation.load(pendulum);
    simulation.reset([0], [0]);
    expect(simulation.isSane()).toBe(true);
    simulation.setState([0], [1e7]);
    expect(simulation.isSane()).toBe(false);
    simulation.setState([Number.NaN], [0]);
    expect(simulation.isSane()).toBe(false);
    simulation.dispose();
  });
});

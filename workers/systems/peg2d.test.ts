import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Simulation } from "../physics/simulation.ts";
import { modelText } from "../testing/models.ts";
import { firstCondition } from "./description.ts";
import { peg2d } from "./peg2d.ts";

const { description } = peg2d;

describe("peg2d as appendix B states it", () => {
  it("has 6 states, 2 actions, 8 s at 100 Hz in 800 steps", () => {
    expect(description).toMatchObject({ stateDim: 6, actionDim: 2, steps: 800, dt: 0.01 });
    expect(description.states).toHaveLength(6);
    expect(description.actions).toHaveLength(2);
  });

  it("weighs effort by 1e-6 and distance by 1", () => {
    const weights = Object.fromEntries(description.costTerms.map(({ name, weight }) => [name, weight]));
    expect(weights).toEqual({ distance: 1, effort: 1e-6 });
  });

  it("applies these weights and the l12 norm in the cost it computes", () => {
    const point = {
      state: new Float64Array(6),
      action: Float64Array.of(30, -40),
      tip: Float64Array.of(1.1 + 0.3, 0, 0.1 - 0.4),
      goal: Float64Array.of(1.1, 0, 0.1),
      tipJacobian: new Float64Array(9),
    };
    const [distance, effort] = peg2d.costTerms.map((term) => term.value(point));
    expect(effort).toBeCloseTo(0.5 * 1e-6 * 2500, 12);
    // ½ z² + √(α + z²) with z = 0.5 and a small α.
    expect(distance).toBeCloseTo(0.125 + 0.5, 4);
  });
});

describe("the model of peg2d", () => {
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await Simulation.load(modelText(description.model));
  });
  afterAll(() => simulation.dispose());

  const siteAt = (name: string, positions: number[]) => {
    simulation.setState(positions, [0, 0, 0]);
    simulation.updateKinematics();
    const out = new Float64Array(3);
    simulation.readSite(simulation.site(name), out);
    return [...out];
  };

  it("has the dimensions and control period of the description", () => {
    expect(simulation.nq + simulation.nv).toBe(description.stateDim);
    expect(simulation.nu).toBe(description.actionDim);
    expect(simulation.model.opt.timestep * peg2d.substeps).toBeCloseTo(description.dt, 12);
  });

  it("limits the torques as the description says", () => {
    const ranges = description.actions.flatMap(({ range }) => range ?? []);
    expect([...simulation.model.actuator_ctrlrange]).toEqual(ranges);
  });

  it("has a peg of 0.5 m: from the wrist's axis to the tip", () => {
    const straight = siteAt("tip", [0, 0, 0]);
    expect(straight[0]).toBeCloseTo(1.0 + 0.75 + 0.5, 9);
  });

  it("has its target at the bottom of the slot", () => {
    expect(siteAt("target", [0, 0, 0])).toEqual([1.1, 0, 0.1]);
  });

  it("starts in the air, above and beside the slot's mouth, with nothing touching", () => {
    const [x, , z] = siteAt("tip", firstCondition(description).mean.slice(0, 3));
    expect(z - 0.6).toBeGreaterThan(0.2);
    expect(Math.abs(x - 1.1)).toBeGreaterThan(0.1);
    simulation.reset(firstCondition(description).mean.slice(0, 3), [0, 0, 0]);
    simulation.step(new Float64Array(2), 1);
    expect(simulation.data.ncon).toBe(0);
  });

  it("lets the peg touch the slot, with friction", () => {
    // Straight down from (1.1, 0.1): a tip below the slot's bottom touches it.
    const inSlot = [0.2406, -1.6397, -0.17];
    simulation.reset(inSlot, [0, 0, 0]);
    simulation.step(new Float64Array(2), 1);
    expect(simulation.data.ncon).toBeGreaterThan(0);
    expect(simulation.model.geom_friction[0]).toBeCloseTo(0.1, 12);
  });
});

/** The tasks against the facts that appendix B states, which a file of their own holds. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import appendix from "../cases/appendix-b.json" with { type: "json" };
import { streamFromSeed } from "../math/random.ts";
import type { Simulation } from "../physics/simulation.ts";
import { firstRollout, simulatorOf, tipAt } from "../testing/systems.ts";
import type { CostPoint } from "./costs/cost-term.ts";
import { firstCondition } from "./description.ts";
import { systemOf } from "./index.ts";
import { cornersOf, MUSCLES } from "./octopus/anatomy.ts";
import { areasOf, placeVertices } from "./octopus/hydrostat.ts";
import type { System } from "./system.ts";

/** What all five sections of the appendix have in common; null where a section leaves it open. */
interface Facts {
  section: string;
  stateDim: number;
  actionDim: number | null;
  degreesOfFreedom: number;
  timing: { seconds: number; hertz: number; steps: number } | null;
  /** Weights of the terms. */
  cost: { effort: number; distance?: number; speed?: number; height?: number };
  targets: { speed?: number; height?: number };
}

const { source: _, ...sections } = appendix;
const facts: Record<string, Facts> = sections;

const totalCost = (system: System, point: CostPoint) =>
  system.costTerms.reduce((sum, term) => sum + term.value(point), 0);

/** A point of the cost with random actions, and the end effector where the model puts it. */
function pointAt(simulation: Simulation, system: System, seed: number): CostPoint {
  const { description } = system;
  const stream = streamFromSeed(seed);
  const state = Float64Array.from(firstCondition(description).mean, (mean) => mean + 0.3 * stream.normal());
  const action = Float64Array.from(description.actions, () => 3 * stream.normal());
  const tip = tipAt(simulation, system, state.subarray(0, simulation.nq));
  return { state, action, tip, goal: goalOf(simulation, system), tipJacobian: new Float64Array(0) };
}

/** Where the model has the site of the goal [m]; nowhere for a task without one. */
function goalOf(simulation: Simulation, { description: { sites } }: System): Float64Array {
  const goal = new Float64Array(3).fill(Number.NaN);
  if (sites.target !== null) simulation.readSite(simulation.site(sites.target), goal);
  return goal;
}

/** Velocity [m/s] of the end effector, from two poses that the model takes. */
function tipVelocity(simulation: Simulation, system: System, { state }: CostPoint): number[] {
  const { nq } = simulation;
  const h = 1e-6;
  const after = (time: number) =>
    tipAt(
      simulation,
      system,
      state.subarray(0, nq).map((q, i) => q + time * state[nq + i]),
    );
  const [behind, ahead] = [after(-h), after(h)];
  return [0, 1, 2].map((i) => (ahead[i] - behind[i]) / (2 * h));
}

it("covers every task", () => {
  for (const name of Object.keys(facts)) expect(systemOf(name).description.name).toBe(name);
  expect(Object.keys(facts)).toHaveLength(5);
});

describe.each(Object.entries(facts))("%s as appendix B states it", (name, fact) => {
  const system = systemOf(name);
  const { description } = system;
  let simulation: Simulation;
  beforeAll(async () => {
    simulation = await simulatorOf(system);
  });
  afterAll(() => simulation.dispose());

  it("reports the dimensions, times and weights of the appendix", () => {
    expect(description.stateDim).toBe(fact.stateDim);
    expect(description.states).toHaveLength(fact.stateDim);
    expect(description.actions).toHaveLength(description.actionDim);
    if (fact.actionDim !== null) expect(description.actionDim).toBe(fact.actionDim);
    if (fact.timing !== null) {
      expect(description.steps).toBe(fact.timing.steps);
      expect(description.dt * fact.timing.hertz).toBeCloseTo(1, 12);
    }
    const weights = Object.fromEntries(description.costTerms.map((term) => [term.name, term.weight]));
    expect(weights).toEqual(fact.cost);
  });

  it("has a model of as many degrees of freedom, which move", () => {
    expect(simulation.nv).toBe(fact.degreesOfFreedom);
    expect(simulation.nq + simulation.nv).toBe(fact.stateDim);
    simulation.reset(
      firstCondition(description).mean.slice(0, simulation.nq),
      Array.from({ length: simulation.nv }, (_, i) => 0.1 + 0.01 * i),
    );
    const before = [...simulation.views().positions];
    simulation.step(new Float64Array(description.actionDim), 1);
    simulation.views().positions.forEach((q, i) => {
      expect(q).not.toBe(before[i]);
    });
  });

  it("takes the steps of the appendix in its time, by the simulator's clock", () => {
    const rollout = firstRollout(simulation, system);
    expect(rollout.status).toBe("ok");
    expect(rollout.states).toHaveLength(rollout.validSteps * fact.stateDim);
    const { time } = simulation.data;
    if (fact.timing === null) expect(time).toBeCloseTo(description.steps * description.dt, 9);
    else {
      expect(rollout.validSteps).toBe(fact.timing.steps);
      expect(time).toBeCloseTo(fact.timing.seconds, 9);
      expect(time / rollout.validSteps).toBeCloseTo(1 / fact.timing.hertz, 12);
    }
  });

  it.each([1, 2, 3, 4])("computes the cost of the appendix at a random point: %i", (seed) => {
    const point = pointAt(simulation, system, seed);
    const squaredEffort = point.action.reduce((sum, u) => sum + u * u, 0);
    let expected = 0.5 * fact.cost.effort * squaredEffort;
    if (fact.cost.distance !== undefined) expected += fact.cost.distance * normOfDistance(point, simulation, system);
    const { speed, height } = fact.targets;
    if (speed !== undefined) {
      const [forward] = tipVelocity(simulation, system, point);
      expected += 0.5 * (fact.cost.speed ?? 0) * (forward - speed) ** 2;
    }
    if (height !== undefined) expected += 0.5 * (fact.cost.height ?? 0) * (point.tip[2] - height) ** 2;
    expect(totalCost(system, point)).toBeCloseTo(expected, 8);
  });
});

/** ℓ12(p − p*) = ½‖z‖² + √(α + ‖z‖²). The appendix leaves α open: the cost at the target, √α, tells it. */
function normOfDistance(point: CostPoint, simulation: Simulation, system: System): number {
  const goal = goalOf(simulation, system);
  const atGoal = { ...point, tip: goal, action: new Float64Array(point.action.length) };
  const alpha = totalCost(system, atGoal) ** 2;
  expect(alpha).toBeGreaterThan(0);
  expect(alpha).toBeLessThan(1e-4);
  const squared = point.tip.reduce((sum, p, i) => sum + (p - goal[i]) ** 2, 0);
  return 0.5 * squared + Math.sqrt(alpha + squared);
}

describe("the bodies that appendix B describes", () => {
  const modelOf = async (name: string) => simulatorOf(systemOf(name));

  it("peg3d: joints of the shoulder, elbow and wrist, from the base to the peg", async () => {
    const { shoulder, elbow, wrist } = appendix.peg3d.joints;
    const simulation = await modelOf("peg3d");
    expect([...simulation.model.body_dofnum].filter((count) => count > 0)).toEqual([shoulder, elbow, wrist]);
    const hinge = simulation.mujoco.mjtJoint.mjJNT_HINGE.value;
    expect(new Set(simulation.model.jnt_type)).toEqual(new Set([hinge]));
    simulation.dispose();
  });

  it("swimmer: its links hang together", async () => {
    const simulation = await modelOf("swimmer");
    const moving = [...simulation.model.body_dofnum].filter((count) => count > 0);
    expect(moving).toHaveLength(appendix.swimmer.body.links);
    simulation.dispose();
  });

  it("walker: a torso with legs of three links each", async () => {
    const { legs, linksOfALeg } = appendix.walker.body;
    const simulation = await modelOf("walker");
    const parents = [...simulation.model.body_parentid];
    const childrenOf = (body: number) => parents.flatMap((parent, i) => (i > 0 && parent === body ? [i] : []));
    const lengthOf = (body: number): number => 1 + childrenOf(body).reduce((sum, child) => sum + lengthOf(child), 0);
    const [torso] = childrenOf(0);
    expect(childrenOf(torso).map(lengthOf)).toEqual(new Array(legs).fill(linksOfALeg));
    simulation.dispose();
  });

  it("octopus: chambers of four sides, of which one in the first chamber has its midpoint fixed", async () => {
    const { chambers, freePoints } = appendix.octopus.body;
    const simulation = await modelOf("octopus");
    const slides = [...simulation.model.body_dofnum].filter((count) => count === 2);
    expect(slides).toHaveLength(freePoints);
    const [points, speeds] = [new Float64Array(2 * (freePoints + 2)), new Float64Array(2 * (freePoints + 2))];
    const { mean } = firstCondition(systemOf("octopus").description);
    const positions = Float64Array.from(mean.slice(0, simulation.nq));
    positions[0] = 0.7;
    placeVertices(positions, new Float64Array(simulation.nv), points, speeds);
    expect([points[0] + points[2], points[1] + points[3]]).toEqual([0, 0]);
    const areas = new Float64Array(chambers + 3).fill(Number.NaN);
    areasOf(points, areas);
    expect(areas.findIndex(Number.isNaN)).toBe(chambers);
    simulation.dispose();
  });

  it("octopus: a muscle along every edge of every chamber that can change its length", () => {
    const { chambers, sidesOfAChamber } = appendix.octopus.body;
    const edge = (a: number, b: number) => `${Math.min(a, b)}-${Math.max(a, b)}`;
    const edges = new Set<string>();
    for (let c = 0; c < chambers; c++) {
      const corners = cornersOf(c);
      expect(new Set(corners).size).toBe(sidesOfAChamber);
      for (const [i, corner] of corners.entries()) edges.add(edge(corner, corners[(i + 1) % sidesOfAChamber]));
    }
    edges.delete(edge(0, 1));
    expect(new Set(MUSCLES.map(({ a, b }) => edge(a, b)))).toEqual(edges);
    expect(systemOf("octopus").description.actionDim).toBe(edges.size);
  });
});

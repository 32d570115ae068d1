import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamFromSeed } from "../../math/random.ts";
import type { Simulation } from "../../physics/simulation.ts";
import { kineticEnergy, simulatorOf, tipAt } from "../../testing/systems.ts";
import { firstCondition } from "../description.ts";
import {
  CHAMBER_LENGTH,
  CHAMBERS,
  FIRST_EDGE_INERTIA,
  MUSCLES,
  restPosition,
  VERTEX_MASS,
  widthAt,
} from "./anatomy.ts";
import { areasOf, placeVertices, STIFFNESS } from "./hydrostat.ts";
import { octopus } from "./octopus.ts";

const nq = 25;
const { mean, std } = firstCondition(octopus.description);
const [rest, still] = [mean.slice(0, nq), new Float64Array(nq)];
const idle = new Float64Array(MUSCLES.length);

let simulation: Simulation;
beforeAll(async () => {
  simulation = await simulatorOf(octopus);
});
afterAll(() => simulation.dispose());

const points = new Float64Array(28);
const speeds = new Float64Array(28);

function areas(): Float64Array {
  const { positions, velocities } = simulation.views();
  placeVertices(positions, velocities, points, speeds);
  const out = new Float64Array(CHAMBERS);
  areasOf(points, out);
  return out;
}

/** Area of a trapezium: what a chamber has at rest [m²]. */
const areaAtRest = (chamber: number) => (CHAMBER_LENGTH * (widthAt(chamber) + widthAt(chamber + 1))) / 2;

const largestAreaError = () => Math.max(...areas().map((area, c) => Math.abs(area / areaAtRest(c) - 1)));

/** Kinetic energy and that of the passive muscles [J]. */
function energy(): number {
  areas();
  let elastic = 0;
  for (const { a, b, length } of MUSCLES) {
    const stretched = Math.hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
    elastic += 0.5 * STIFFNESS.passive * (stretched - length) ** 2;
  }
  return kineticEnergy(simulation) + elastic;
}

/** Random activations, new ones in every control step. */
function excite(seed: number, steps: number, each: () => void): void {
  const stream = streamFromSeed(seed);
  for (let t = 0; t < steps; t++) {
    simulation.step(
      idle.map(() => stream.uniform()),
      octopus.substeps,
    );
    each();
  }
}

/** Steps without activation; the energy must not rise from one physics step to the next. */
function settle(physicsSteps: number): { start: number; end: number } {
  const start = energy();
  let before = start;
  for (let t = 0; t < physicsSteps; t++) {
    simulation.step(idle, 1);
    const now = energy();
    expect(now).toBeLessThanOrEqual(before);
    expect(largestAreaError()).toBeLessThan(0.01);
    before = now;
  }
  return { start, end: before };
}

describe("the octopus arm's anatomy", () => {
  it("is that of the model: masses, inertia and rest positions", () => {
    const { body_mass, body_inertia, body_pos } = simulation.model;
    expect(body_inertia[3 + 1]).toBe(FIRST_EDGE_INERTIA);
    for (let vertex = 2; vertex < 14; vertex++) {
      // Body 0 is the world, 1 the first edge.
      expect(body_mass[vertex]).toBe(VERTEX_MASS);
      const [x, z] = restPosition(vertex);
      expect(body_pos[3 * vertex]).toBeCloseTo(x, 6);
      expect(body_pos[3 * vertex + 2]).toBeCloseTo(z, 6);
    }
  });

  it("takes a vertex's coordinates for its position in the world, and the angle of the first edge for its ends'", () => {
    const q = rest.map((value, i) => value + 0.01 * (i + 1));
    simulation.reset(q, still);
    simulation.updateKinematics();
    areas();
    const { xpos } = simulation.data;
    for (let vertex = 2; vertex < 14; vertex++) {
      expect(xpos[3 * vertex]).toBeCloseTo(points[2 * vertex], 6);
      expect(xpos[3 * vertex + 2]).toBeCloseTo(points[2 * vertex + 1], 6);
    }
    // The first edge's z axis in the world points at the dorsal end of the edge.
    const { xmat } = simulation.data;
    const half = widthAt(0) / 2;
    expect(points[2]).toBeCloseTo(half * xmat[9 + 2], 9);
    expect(points[3]).toBeCloseTo(half * xmat[9 + 8], 9);
  });

  it("moves the first edge's ends with the speeds that finite differences of their places give", () => {
    const h = 1e-6;
    const ends = (angle: number) => {
      const [at, speed] = [new Float64Array(28), new Float64Array(28)];
      placeVertices(Float64Array.of(angle, ...rest.slice(1)), Float64Array.of(2, ...still.slice(1)), at, speed);
      return { at, speed };
    };
    const [behind, here, ahead] = [ends(0.6 - 2 * h), ends(0.6), ends(0.6 + 2 * h)];
    for (let i = 0; i < 4; i++) expect(here.speed[i]).toBeCloseTo((ahead.at[i] - behind.at[i]) / (2 * h), 7);
  });

  it("has its tip in the middle of the last edge, 1.2 m from the base", () => {
    const tip = tipAt(simulation, octopus, rest);
    [1.2, 0, 0].forEach((value, i) => {
      expect(tip[i]).toBeCloseTo(value, 9);
    });
  });
});

describe("the octopus arm without activation in still water", () => {
  it("rests where it is made", () => {
    simulation.reset(rest, still);
    simulation.step(idle, 400);
    simulation.views().positions.forEach((q, i) => {
      expect(q).toBeCloseTo(rest[i], 9);
    });
  });

  it.each([0.1, 0.5, 2])("never gains energy after a kick of %d m/s, and keeps its areas", (speed) => {
    const stream = streamFromSeed(3);
    simulation.reset(
      rest,
      rest.map(() => speed * stream.normal()),
    );
    const { start, end } = settle(800);
    expect(end).toBeLessThan(0.5 * start);
  });

  it.each([1, 2, 3])("never gains energy from a random shape that its muscles gave it: %i", (seed) => {
    simulation.reset(rest, still);
    excite(seed, 40, () => {});
    const { start, end } = settle(800);
    expect(end).toBeLessThan(start);
  });

  it("starts, as the task draws it, within 1 % of its areas; once the first step has put them right, energy falls", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const stream = streamFromSeed(seed);
      const x = mean.map((value, i) => value + std[i] * stream.normal());
      simulation.reset(x.slice(0, nq), x.slice(nq));
      expect(largestAreaError()).toBeLessThan(0.01);
      const drawn = energy();
      simulation.step(idle, 1);
      expect(energy() - drawn).toBeLessThan(1e-4);
      settle(200);
    }
  });
});

describe("the octopus arm under random activation", () => {
  it("keeps its areas within 1 %", () => {
    simulation.reset(rest, still);
    let [worst, farthest] = [0, 0];
    excite(4, octopus.description.steps, () => {
      worst = Math.max(worst, largestAreaError());
      farthest = Math.max(farthest, ...simulation.views().positions.map((q, i) => Math.abs(q - rest[i])));
    });
    expect(worst).toBeLessThan(0.01);
    expect(farthest).toBeGreaterThan(0.1);
  });

  it("moves in the mirror when ventral and dorsal are exchanged", () => {
    const run = (mirrored: boolean) => {
      simulation.reset(rest, still);
      const stream = streamFromSeed(6);
      for (let t = 0; t < 50; t++) {
        const activation = Float64Array.from(MUSCLES, () => stream.uniform());
        const exchanged = activation.map((_, m) => activation[m < 12 ? (m + 6) % 12 : m]);
        simulation.step(mirrored ? exchanged : activation, octopus.substeps);
      }
      return Float64Array.from(simulation.views().positions);
    };
    const [straight, mirror] = [run(false), run(true)];
    expect(mirror[0]).toBeCloseTo(-straight[0], 9);
    for (let pair = 0; pair < 6; pair++) {
      // x and z of the ventral vertex, then of the dorsal one.
      const at = 1 + 4 * pair;
      expect(mirror[at]).toBeCloseTo(straight[at + 2], 9);
      expect(mirror[at + 1]).toBeCloseTo(-straight[at + 3], 9);
      expect(mirror[at + 2]).toBeCloseTo(straight[at], 9);
      expect(mirror[at + 3]).toBeCloseTo(-straight[at + 1], 9);
    }
    expect(Math.abs(straight[0])).toBeGreaterThan(1e-3);
  });

  it("shortens a muscle that pulls, and reaches for the side whose muscles do", () => {
    simulation.reset(rest, still);
    simulation.step(
      idle.map((_, m) => (MUSCLES[m].kind === "dorsal" ? 0.05 : 0)),
      800,
    );
    const tip = tipAt(simulation, octopus, simulation.views().positions);
    expect(tip[2]).toBeGreaterThan(0.1);
    areas();
    for (const { kind, a, b, length } of MUSCLES) {
      const now = Math.hypot(points[2 * b] - points[2 * a], points[2 * b + 1] - points[2 * a + 1]);
      if (kind === "dorsal") expect(now).toBeLessThan(length);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHAMBERS, DOFS, MUSCLES, restPosition, VERTEX_MASS, VERTICES } from "./anatomy.ts";
import { addDrag, areasOf, hydrostat, placeVertices, STIFFNESS, WATER } from "./hydrostat.ts";

const restVertices = Float64Array.from(Array.from({ length: VERTICES }, (_, v) => [...restPosition(v)]).flat());
const restPositions = Float64Array.of(0, ...restVertices.subarray(4));
const still = new Float64Array(DOFS);
const idle = new Float64Array(MUSCLES.length);
const offsets = (count: number, size: number) =>
  fc.array(fc.double({ min: -size, max: size, noNaN: true }), { minLength: count, maxLength: count });

function forcesAt(positions: Float64Array, velocities: Float64Array, activation: Float64Array): Float64Array {
  const out = new Float64Array(DOFS);
  hydrostat().generalised(positions, velocities, activation, 0.0025, out);
  return out;
}

describe("areas", () => {
  it("are those that the shoelace formula gives", () => {
    fc.assert(
      fc.property(offsets(2 * VERTICES, 0.03), (shift) => {
        const points = restVertices.map((p, i) => p + shift[i]);
        const areas = new Float64Array(CHAMBERS);
        areasOf(points, areas);
        for (let c = 0; c < CHAMBERS; c++) {
          const corners = [2 * c, 2 * c + 2, 2 * c + 3, 2 * c + 1];
          let twice = 0;
          corners.forEach((p, i) => {
            const q = corners[(i + 1) % 4];
            twice += points[2 * p] * points[2 * q + 1] - points[2 * q] * points[2 * p + 1];
          });
          expect(areas[c]).toBeCloseTo(twice / 2, 12);
        }
      }),
    );
  });
});

describe("drag", () => {
  it("never has positive power", () => {
    fc.assert(
      fc.property(offsets(2 * VERTICES, 0.05), offsets(2 * VERTICES, 3), (shift, speed) => {
        const forces = new Float64Array(2 * VERTICES);
        const speeds = Float64Array.from(speed);
        addDrag(
          restVertices.map((p, i) => p + shift[i]),
          speeds,
          forces,
        );
        expect(forces.reduce((power, force, i) => power + force * speeds[i], 0)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("on an arm that the current takes along its length is ½ ρ c v² for all edges", () => {
    const forces = new Float64Array(2 * VERTICES);
    const speed = 1.5;
    addDrag(
      restVertices,
      restVertices.map((_, i) => (i % 2 === 0 ? speed : 0)),
      forces,
    );
    let expected = 0;
    for (const { a, b, length } of MUSCLES) {
      const [along, across] = [0, 1].map((i) => (restPosition(b)[i] - restPosition(a)[i]) / length);
      const { density, depth, normal, tangential } = WATER;
      // The force's part along x of an edge that lies obliquely to the stream.
      const coefficient = tangential * Math.abs(along) ** 3 + normal * Math.abs(across) ** 3;
      expected -= 0.5 * density * depth * coefficient * speed ** 2 * length;
    }
    expect(forces.reduce((sum, force, i) => sum + (i % 2 === 0 ? force : 0), 0)).toBeCloseTo(expected, 9);
  });
});

describe("muscles", () => {
  it("are in equilibrium at rest without activation", () => {
    for (const force of forcesAt(restPositions, still, idle)) expect(force).toBeCloseTo(0, 9);
  });

  it("pull their ends together with k1 a (ℓ − ℓ0/2), less what the chambers' pressure takes up", () => {
    // A ventral muscle between two free vertices at rest.
    const { a, b, length } = MUSCLES[3];
    const passive = forcesAt(restPositions, still, idle);
    const active = forcesAt(
      restPositions,
      still,
      idle.map((_, m) => (m === 3 ? 0.5 : 0)),
    );
    const pull = active.map((force, i) => force - passive[i]);
    const tension = STIFFNESS.active * 0.5 * (length / 2);
    const [towards, away] = [pull[1 + 2 * (a - 2)], -pull[1 + 2 * (b - 2)]];
    for (const force of [towards, away]) {
      expect(force).toBeGreaterThan(0.1 * tension);
      expect(force).toBeLessThan(tension);
    }
  });

  it("take activations below 0 for 0 and above 1 for 1", () => {
    const at = (activation: number) =>
      forcesAt(
        restPositions,
        still,
        idle.map(() => activation),
      );
    expect(at(-3)).toEqual(at(0));
    expect(at(4)).toEqual(at(1));
    expect(at(0.5)).not.toEqual(at(1));
  });
});

describe("pressure", () => {
  it("leaves the areas' rate of change at zero in the next step", () => {
    fc.assert(
      fc.property(offsets(DOFS, 2), offsets(MUSCLES.length, 1), (speed, action) => {
        const h = 0.0025;
        const velocities = Float64Array.from(speed);
        const force = forcesAt(restPositions, velocities, Float64Array.from(action));
        const mass = (i: number) => (i === 0 ? 0.05 : VERTEX_MASS);
        const next = velocities.map((v, i) => v + (h * force[i]) / mass(i));
        // dA/dt along the next velocities, by central differences.
        const areasAfter = (time: number) => {
          const [points, areas] = [new Float64Array(2 * VERTICES), new Float64Array(CHAMBERS)];
          const moved = restPositions.map((q, i) => q + time * next[i]);
          placeVertices(moved, next, points, new Float64Array(2 * VERTICES));
          areasOf(points, areas);
          return areas;
        };
        const [behind, ahead] = [areasAfter(-1e-5), areasAfter(1e-5)];
        for (let c = 0; c < CHAMBERS; c++) expect((ahead[c] - behind[c]) / 2e-5).toBeCloseTo(0, 7);
      }),
    );
  });
});

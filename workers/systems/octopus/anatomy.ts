/**
 * The octopus arm's body: a chain of six four-sided chambers in a plane, x along the arm at rest, z across it.
 *
 *        1    3    5    7    9   11   13      dorsal vertices (odd)
 *   base ┌────┬────┬────┬────┬────┬────┐ tip
 *        └────┴────┴────┴────┴────┴────┘
 *        0    2    4    6    8   10   12      ventral vertices (even)
 *
 * Vertices 0 and 1 end the first edge, which is rigid and turns about its fixed midpoint (one angle); the other twelve are
 * free points of mass. State: the angle, the twelve positions (x, z), and their velocities: 25 + 25.
 *
 * Muscles run along every edge but the first, whose length cannot change: 6 ventral, 6 dorsal and 6 transverse make 18.
 * After Yekutieli et al. (J. Neurophysiol. 94:1443, 2005) and its plane arm of point masses, with the arm's size, mass and
 * stiffness chosen here.
 */

export const CHAMBERS = 6;
/** Length of a chamber at rest [m]; the arm is 1.2 m long. */
export const CHAMBER_LENGTH = 0.2;
/** Width of the arm at rest at its base and at its tip [m]. */
export const WIDTH = { base: 0.2, tip: 0.1 };
/** Mass of a free vertex [kg] and moment of inertia of the first edge about its midpoint [kg·m²]. */
export const VERTEX_MASS = 0.5;
export const FIRST_EDGE_INERTIA = 0.05;

export const VERTICES = 2 * (CHAMBERS + 1);
/** Degrees of freedom: the first edge's angle, then x and z of vertices 2 … 13. */
export const DOFS = 1 + 2 * (VERTICES - 2);

/** Width of the arm at rest across the i-th pair of vertices, i = 0..6 [m]. */
export function widthAt(pair: number): number {
  return WIDTH.base + ((WIDTH.tip - WIDTH.base) * pair) / CHAMBERS;
}

/** x and z of a vertex at rest [m]. */
export function restPosition(vertex: number): readonly [number, number] {
  const pair = Math.floor(vertex / 2);
  const side = vertex % 2 === 0 ? -0.5 : 0.5;
  return [pair * CHAMBER_LENGTH, side * widthAt(pair)];
}

export type MuscleKind = "ventral" | "dorsal" | "transverse";

/** A muscle along the edge from vertex `a` to vertex `b`. */
export interface Muscle {
  kind: MuscleKind;
  /** 0..5, from the base; a transverse muscle closes its chamber towards the tip. */
  chamber: number;
  a: number;
  b: number;
  /** Length at rest [m]. */
  length: number;
}

function muscle(kind: MuscleKind, chamber: number, a: number, b: number): Muscle {
  const [[ax, az], [bx, bz]] = [restPosition(a), restPosition(b)];
  return { kind, chamber, a, b, length: Math.hypot(bx - ax, bz - az) };
}

const chambers = Array.from({ length: CHAMBERS }, (_, i) => i);

/** The actions' order: six ventral muscles from base to tip, six dorsal, six transverse. */
export const MUSCLES: readonly Muscle[] = [
  ...chambers.map((i) => muscle("ventral", i, 2 * i, 2 * i + 2)),
  ...chambers.map((i) => muscle("dorsal", i, 2 * i + 1, 2 * i + 3)),
  ...chambers.map((i) => muscle("transverse", i, 2 * i + 2, 2 * i + 3)),
];

/** Corners of a chamber, counter-clockwise. */
export function cornersOf(chamber: number): readonly [number, number, number, number] {
  const first = 2 * chamber;
  return [first, first + 2, first + 3, first + 1];
}

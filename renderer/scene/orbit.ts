/** The camera as a person moves it: round a target, nearer, sideways. Right-handed, z up, angles in radians. */
import type { Vector } from "../../workers/physics/quaternion.ts";

export interface Orbit {
  target: Vector;
  /** Direction from the target to the eye: azimuth about z from x, elevation above the horizon. */
  azimuth: number;
  elevation: number;
  distance: number;
}

export interface Box {
  min: Vector;
  max: Vector;
}

const STEEPEST = Math.PI / 2 - 0.01;
const NEAREST = 0.05;
const FARTHEST = 200;
/** Room left around what is framed. */
const MARGIN = 1.04;

/** Right, up and backward (towards the eye) unit vectors of the view. */
export function axes({ azimuth, elevation }: Orbit): { right: Vector; up: Vector; back: Vector } {
  const [ca, sa, ce, se] = [Math.cos(azimuth), Math.sin(azimuth), Math.cos(elevation), Math.sin(elevation)];
  return { right: [-sa, ca, 0], up: [-ca * se, -sa * se, ce], back: [ca * ce, sa * ce, se] };
}

export function eye(orbit: Orbit): Vector {
  const { back } = axes(orbit);
  return moved(orbit.target, back, orbit.distance);
}

export function turned(orbit: Orbit, azimuth: number, elevation: number): Orbit {
  return {
    ...orbit,
    azimuth: orbit.azimuth + azimuth,
    elevation: Math.max(-STEEPEST, Math.min(STEEPEST, orbit.elevation + elevation)),
  };
}

/** factor < 1 comes nearer. */
export function zoomed(orbit: Orbit, factor: number): Orbit {
  return { ...orbit, distance: Math.max(NEAREST, Math.min(FARTHEST, orbit.distance * factor)) };
}

/** Moves the target by metres along the view's right and up. */
export function panned(orbit: Orbit, rightwards: number, upwards: number): Orbit {
  const { right, up } = axes(orbit);
  return { ...orbit, target: moved(moved(orbit.target, right, rightwards), up, upwards) };
}

/** The nearest orbit in a direction from which the whole box is seen. fov: vertical [rad]; aspect: width / height. */
export function framed(box: Box, azimuth: number, elevation: number, fov: number, aspect: number): Orbit {
  const target = box.min.map((low, i) => (low + box.max[i]!) / 2) as Vector;
  const orbit = { target, azimuth, elevation, distance: 1 };
  const { right, up, back } = axes(orbit);
  const tanY = Math.tan(fov / 2);
  const tanX = tanY * aspect;
  let distance = NEAREST;
  for (const corner of corners(box)) {
    const d = corner.map((c, i) => c - target[i]!) as Vector;
    const depth = dot(d, back);
    distance = Math.max(
      distance,
      depth + (Math.abs(dot(d, right)) * MARGIN) / tanX,
      depth + (Math.abs(dot(d, up)) * MARGIN) / tanY,
    );
  }
  return { ...orbit, distance };
}

function corners({ min, max }: Box): Vector[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [0, 1, 2].map((i) => ((bits >> i) & 1 ? max[i] : min[i])) as Vector);
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** `from`, taken `by` times along a direction. */
export function moved(from: Vector, direction: Vector, by: number): Vector {
  return [from[0] + direction[0] * by, from[1] + direction[1] * by, from[2] + direction[2] * by];
}

export function movedBox({ min, max }: Box, by: Vector): Box {
  return { min: moved(min, by, 1), max: moved(max, by, 1) };
}

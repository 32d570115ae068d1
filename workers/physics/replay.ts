/**
 * What the physics says of a recorded rollout beyond its numbers: poses, centre of mass, contact forces.
 *
 * Each row is put into the simulation with its action, and MuJoCo's forward dynamics is computed there (`mj_forward`): the
 * forces are those that the row's first physics step had.
 */
import type { BodyShift } from "../systems/description.ts";
import type { Simulation } from "./simulation.ts";

/** Positions [T, nq], velocities [T, nv] and actions [T, dU] of a rollout. */
export interface RecordedMotion {
  positions: Float32Array;
  velocities: Float32Array;
  actions: Float32Array;
  /** Which bodies stood elsewhere. */
  shifts: readonly BodyShift[];
}

export interface MotionPhysics {
  /** [T, bodies, 7] position [m] and unit quaternion (w, x, y, z) of each body; empty unless asked for. */
  poses: Float32Array;
  /** [T, 3] centre of mass of all that can move [m]. */
  centres: Float32Array;
  /** [C, 7] of each contact that bears a force: step, point [m], force on the body that moves [N], in order of steps. */
  contacts: Float32Array;
}

/** A force that is smaller bears nothing [N]. */
const NOTHING = 1e-6;

export function replay(
  simulation: Simulation,
  motion: RecordedMotion,
  actionDim: number,
  poses: boolean,
): MotionPhysics {
  const { nq, nv, data, model } = simulation;
  const steps = motion.positions.length / nq;
  simulation.placeBodies(motion.shifts);
  const moving = movingBodies(model.body_weldid);
  const out = {
    poses: new Float32Array(poses ? steps * 7 * model.nbody : 0),
    centres: new Float32Array(steps * 3),
  };
  const contacts: number[] = [];
  const force = new simulation.mujoco.DoubleBuffer(6);
  for (let t = 0; t < steps; t++) {
    simulation.reset(row(motion.positions, t, nq), row(motion.velocities, t, nv));
    simulation.forward(Float64Array.from(row(motion.actions, t, actionDim)));
    if (poses) writePoses(data.xpos, data.xquat, out.poses, t * 7 * model.nbody);
    out.centres.set(centreOf(model.body_mass, data.xipos, moving), 3 * t);
    for (let c = 0; c < data.ncon; c++) contacts.push(...contactOf(simulation, c, force, moving, t));
  }
  force.delete();
  return { ...out, contacts: Float32Array.from(contacts) };
}

function row(rows: Float32Array, t: number, width: number): Float32Array {
  return rows.subarray(t * width, (t + 1) * width);
}

/** Which bodies are not welded to the world. */
function movingBodies(weldedTo: ArrayLike<number>): boolean[] {
  return Array.from(weldedTo, (body) => body !== 0);
}

function writePoses(positions: Float64Array, orientations: Float64Array, out: Float32Array, at: number): void {
  for (let b = 0; b < positions.length / 3; b++) {
    out.set(positions.subarray(3 * b, 3 * b + 3), at + 7 * b);
    out.set(orientations.subarray(4 * b, 4 * b + 4), at + 7 * b + 3);
  }
}

/** Σ m_b p_b / Σ m_b over what moves. */
function centreOf(masses: Float64Array, centres: Float64Array, moving: readonly boolean[]): number[] {
  let mass = 0;
  const sum = [0, 0, 0];
  for (const [b, moves] of moving.entries()) {
    if (!moves) continue;
    mass += masses[b];
    for (let i = 0; i < 3; i++) sum[i] += masses[b] * centres[3 * b + i];
  }
  return sum.map((value) => (mass > 0 ? value / mass : 0));
}

type Buffer = InstanceType<Simulation["mujoco"]["DoubleBuffer"]>;

/** Step, point and force of a contact in the world; nothing where it bears none. */
function contactOf(
  simulation: Simulation,
  index: number,
  buffer: Buffer,
  moving: readonly boolean[],
  t: number,
): number[] {
  const { mujoco, model, data } = simulation;
  const contact = data.contact.get(index);
  if (contact === undefined) return [];
  mujoco.mj_contactForce(model, data, index, buffer);
  const [normal, first, second] = buffer.GetView();
  const [frame, point] = [Array.from<number>(contact.frame), Array.from<number>(contact.pos)];
  // Rows of the frame are its axes, the first from geom 1 to geom 2; the force is on geom 2.
  const sign = moving[model.geom_bodyid[contact.geom2]] ? 1 : -1;
  const force = [0, 1, 2].map((i) => sign * (frame[i] * normal + frame[3 + i] * first + frame[6 + i] * second));
  contact.delete();
  return Math.hypot(...force) > NOTHING ? [t, ...point, ...force] : [];
}

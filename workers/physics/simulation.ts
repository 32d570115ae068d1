/**
 * One MuJoCo model with its data: set a state, step, read positions, velocities, sites and their Jacobians.
 *
 * Views into MuJoCo's memory are taken once, and again when that memory has grown: that detaches them, which shows in
 * their lengths.
 */
import type { MjData, MjModel } from "@mujoco/mujoco";
import type { BodyForces } from "../systems/body-forces.ts";
import type { BodyShift } from "../systems/description.ts";
import { ModelError } from "./model-error.ts";
import { requireModest } from "./model-limits.ts";
import { loadMuJoCo, type MuJoCo } from "./mujoco.ts";
import { type SiteChain, siteChain, siteJacobian } from "./site-jacobian.ts";

/** Magnitude of a position [m, rad] or velocity [m/s, rad/s] above which a simulation counts as diverged. */
const ABSURD = 1e6;

/** Arrays that lie in MuJoCo's memory; good until the next object is made there. */
export interface SimulationViews {
  /** q: [nq]. */
  positions: Float64Array;
  /** v: [nv]. */
  velocities: Float64Array;
  /** [nu], for writing. */
  controls: Float64Array;
  /** [sites, 3] world positions [m], of the state that the last step or `updateKinematics` started from. */
  sites: Float64Array;
  /** [nv, 6] axes of the degrees of freedom, rotational then translational. */
  axes: Float64Array;
  /** [bodies, 3] centres of mass of the subtrees [m]. */
  centres: Float64Array;
  /** [nv] generalised forces beside MuJoCo's own, for writing. */
  applied: Float64Array;
}

export class Simulation {
  readonly nq: number;
  readonly nv: number;
  readonly nu: number;
  readonly mujocoVersion: string;
  readonly model: MjModel;
  readonly mujoco: MuJoCo;
  readonly data: MjData;
  private current: SimulationViews;
  private readonly sites = new Map<string, number>();
  private readonly chains: SiteChain[] = [];
  /** [bodies, 3] where the model has its bodies, each in its parent. */
  private readonly places: Float64Array;
  private shifts: readonly BodyShift[] = [];
  /** Whether a step leaves the poses of the state from which it started. */
  private readonly leavesPoses: boolean;

  /** Of a physics step [s]. */
  readonly timestep: number;
  private readonly forces: BodyForces | null;

  private constructor(mujoco: MuJoCo, model: MjModel, forces: BodyForces | null) {
    this.forces = forces;
    this.timestep = model.opt.timestep;
    this.mujoco = mujoco;
    this.model = model;
    // By default MuJoCo puts a model that has gone wild silently back to its start.
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET.value;
    this.data = new mujoco.MjData(model);
    this.places = Float64Array.from(model.body_pos);
    this.nq = model.nq;
    this.nv = model.nv;
    this.nu = model.nu;
    this.mujocoVersion = mujoco.mj_versionString();
    this.leavesPoses = leavesPoses(mujoco, model.opt.integrator);
    this.current = takeViews(this.data);
  }

  /**
   * Compiles MJCF text; `forces` act beside MuJoCo's own.
   * @throws ModelError with MuJoCo's message, in one line; before MuJoCo sees it where it asks for too much
   */
  static async load(mjcf: string, forces: BodyForces | null = null): Promise<Simulation> {
    requireModest(mjcf);
    const mujoco = await loadMuJoCo();
    let model: MjModel;
    try {
      model = mujoco.MjModel.from_xml_string(mjcf);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ModelError(describe(message.replace(/^MuJoCo Error: /, "")));
    }
    return new Simulation(mujoco, model, forces);
  }

  /** Puts the simulation at rest in its reference state, then at (positions [nq], velocities [nv]). */
  reset(positions: ArrayLike<number>, velocities: ArrayLike<number>): void {
    this.mujoco.mj_resetData(this.model, this.data);
    this.setState(positions, velocities);
  }

  /**
   * Moves bodies that are fixed to the world from where the model has them, and moves back what was moved before. Poses
   * follow with the next step or `updateKinematics`. Shifts that stay the same cost nothing.
   * @throws ModelError when the model has no such body, or one that moves by itself
   */
  placeBodies(shifts: readonly BodyShift[]): void {
    if (sameShifts(shifts, this.shifts)) return;
    const bodies = shifts.map(({ body }) => this.fixedBody(body));
    const positions: Float64Array = this.model.body_pos;
    positions.set(this.places);
    for (const [k, { by }] of shifts.entries()) {
      for (let i = 0; i < 3; i++) positions[3 * bodies[k] + i] += by[i];
    }
    this.shifts = shifts;
  }

  /** Whether a site stays where it is, whatever the model does. */
  isFixed(site: number): boolean {
    return this.model.body_weldid[this.model.site_bodyid[site]] === 0;
  }

  private fixedBody(name: string): number {
    const body = this.mujoco.mj_name2id(this.model, this.mujoco.mjtObj.mjOBJ_BODY.value, name);
    if (body < 0) throw new ModelError(`the model has no body "${name}"; a condition of the task moves one`);
    if (this.model.body_weldid[body] === 0) return body;
    throw new ModelError(`the body "${name}" has joints; a condition of the task moves it, so it has to be fixed`);
  }

  /** Sets positions [nq] and velocities [nv] and leaves time, warm starts and controls as they are. */
  setState(positions: ArrayLike<number>, velocities: ArrayLike<number>): void {
    const views = this.views();
    views.positions.set(positions);
    views.velocities.set(velocities);
  }

  /** Applies an action [dU] during `substeps` physics steps. */
  step(action: Float64Array, substeps: number): void {
    this.control(action);
    for (let i = 0; i < substeps; i++) this.substep(action);
  }

  /**
   * Applies an action [dU] during `substeps` physics steps, one at least. `start` [3] receives the world position that the
   * middle of `sites` has in the state from which they start. A step begins with the poses of its state and leaves them
   * behind, so that they cost nothing more; Runge–Kutta, for one, goes on to those of other states.
   */
  advance(action: Float64Array, substeps: number, sites: readonly number[], start: Float64Array): void {
    this.control(action);
    if (this.leavesPoses) {
      this.substep(action);
      this.readMiddle(sites, start);
    } else {
      this.mujoco.mj_kinematics(this.model, this.data);
      this.readMiddle(sites, start);
      this.substep(action);
    }
    for (let i = 1; i < substeps; i++) this.substep(action);
  }

  /** Motors take the action; a model without motors leaves it to the forces. */
  private control(action: Float64Array): void {
    const { controls } = this.views();
    for (let i = 0; i < controls.length; i++) controls[i] = action[i];
  }

  /** Computes accelerations and forces, of contacts too, at the state and an action [dU] without a step. */
  forward(action: Float64Array): void {
    this.control(action);
    this.applyForces(action);
    this.mujoco.mj_forward(this.model, this.data);
  }

  private substep(action: Float64Array): void {
    this.applyForces(action);
    this.mujoco.mj_step(this.model, this.data);
  }

  private applyForces(action: Float64Array): void {
    if (this.forces === null) return;
    const { positions, velocities, applied } = this.views();
    this.forces.generalised(positions, velocities, action, this.timestep, applied);
  }

  /** Positions and velocities are finite and not absurdly large. */
  isSane(): boolean {
    const { positions, velocities } = this.views();
    return areModest(positions) && areModest(velocities);
  }

  /** Brings body and site poses up to date with the positions. */
  updateKinematics(): void {
    this.mujoco.mj_kinematics(this.model, this.data);
    this.mujoco.mj_comPos(this.model, this.data);
  }

  /**
   * Number of the named site.
   * @throws ModelError when the model has none of this name
   */
  site(name: string): number {
    const known = this.sites.get(name);
    if (known !== undefined) return known;
    const id = this.mujoco.mj_name2id(this.model, this.mujoco.mjtObj.mjOBJ_SITE.value, name);
    if (id < 0) throw new ModelError(`the model has no site "${name}"; add <site name="${name}"/> where it belongs`);
    this.sites.set(name, id);
    return id;
  }

  /** Copies the state [q; v] out. */
  readState(out: Float64Array): void {
    const { positions, velocities } = this.views();
    out.set(positions);
    out.set(velocities, this.nq);
  }

  /** Copies a site's world position [3] into `out`. */
  readSite(site: number, out: Float64Array): void {
    const { sites } = this.views();
    for (let i = 0; i < 3; i++) out[i] = sites[3 * site + i];
  }

  /** Copies the middle of several sites' world positions [3] into `out`. */
  readMiddle(sites: readonly number[], out: Float64Array): void {
    const positions = this.views().sites;
    for (let i = 0; i < 3; i++) {
      let sum = 0;
      for (let s = 0; s < sites.length; s++) sum += positions[3 * sites[s] + i];
      out[i] = sum / sites.length;
    }
  }

  /** Jacobian ∂p/∂v [3, nv] of a site's world position, as of the last `updateKinematics`. */
  readSiteJacobian(site: number, out: Float64Array): void {
    const { sites, axes, centres } = this.views();
    this.chains[site] ??= siteChain(this.model, site);
    siteJacobian(this.chains[site], sites, axes, centres, out);
  }

  /** Live views; none of them is detached. */
  views(): SimulationViews {
    if (this.current.positions.length !== this.nq) this.current = takeViews(this.data);
    return this.current;
  }

  dispose(): void {
    this.data.delete();
    this.model.delete();
  }
}

function leavesPoses({ mjtIntegrator }: MuJoCo, integrator: number): boolean {
  const { mjINT_EULER, mjINT_IMPLICIT, mjINT_IMPLICITFAST } = mjtIntegrator;
  return [mjINT_EULER, mjINT_IMPLICIT, mjINT_IMPLICITFAST].some(({ value }) => value === integrator);
}

function takeViews(data: MjData): SimulationViews {
  return {
    positions: data.qpos,
    velocities: data.qvel,
    controls: data.ctrl,
    sites: data.site_xpos,
    axes: data.cdof,
    centres: data.subtree_com,
    applied: data.qfrc_applied,
  };
}

function sameShifts(a: readonly BodyShift[], b: readonly BodyShift[]): boolean {
  return (
    a.length === b.length && a.every(({ body, by }, k) => body === b[k].body && by.every((d, i) => d === b[k].by[i]))
  );
}

function areModest(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < ABSURD)) return false;
  return true;
}

/** What MuJoCo says of a model; a C++ exception that got out of it says nothing that would help. */
function describe(message: string): string {
  if (/^(std::|vector|basic_string|\d+$|Aborted)/.test(message)) return `MuJoCo breaks down loading it (${message})`;
  return oneLine(message);
}

function oneLine(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(": ");
}

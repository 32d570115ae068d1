/**
 * One MuJoCo model with its data: set a state, step, read positions, velocities, sites and their Jacobians.
 *
 * Views into MuJoCo's memory are taken once and taken again when that memory has grown, which detaches them.
 */
import type { DoubleBuffer, MjData, MjModel } from "@mujoco/mujoco";
import { loadMuJoCo, type MuJoCo } from "./mujoco.ts";

/** Magnitude of a position [m, rad] or velocity [m/s, rad/s] above which a simulation counts as diverged. */
const ABSURD = 1e6;

/** A model that MuJoCo refuses; the message is one line. */
export class ModelError extends Error {
  override name = "ModelError";
}

export class Simulation {
  readonly nq: number;
  readonly nv: number;
  readonly nu: number;
  readonly mujocoVersion: string;
  readonly model: MjModel;
  readonly mujoco: MuJoCo;
  readonly data: MjData;
  private readonly jacobian: DoubleBuffer;
  private views: Views;

  private constructor(mujoco: MuJoCo, model: MjModel) {
    this.mujoco = mujoco;
    this.model = model;
    // By default MuJoCo puts a model that has gone wild silently back to its start.
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET.value;
    this.data = new mujoco.MjData(model);
    this.nq = model.nq;
    this.nv = model.nv;
    this.nu = model.nu;
    this.mujocoVersion = mujoco.mj_versionString();
    this.views = takeViews(this.data);
    this.jacobian = new mujoco.DoubleBuffer(3 * this.nv);
  }

  /**
   * Compiles MJCF text.
   * @throws ModelError with MuJoCo's message, in one line
   */
  static async load(mjcf: string): Promise<Simulation> {
    const mujoco = await loadMuJoCo();
    let model: MjModel;
    try {
      model = mujoco.MjModel.from_xml_string(mjcf);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ModelError(oneLine(message.replace(/^MuJoCo Error: /, "")));
    }
    return new Simulation(mujoco, model);
  }

  /** Puts the simulation at rest in its reference state, then at (positions [nq], velocities [nv]). */
  reset(positions: ArrayLike<number>, velocities: ArrayLike<number>): void {
    this.mujoco.mj_resetData(this.model, this.data);
    this.setState(positions, velocities);
  }

  /** Sets positions [nq] and velocities [nv] and leaves time, warm starts and controls as they are. */
  setState(positions: ArrayLike<number>, velocities: ArrayLike<number>): void {
    const { qpos, qvel } = this.live();
    qpos.set(positions);
    qvel.set(velocities);
  }

  /** Applies `controls` [nu] during `substeps` physics steps. */
  step(controls: Float64Array, substeps: number): void {
    this.live().ctrl.set(controls);
    for (let i = 0; i < substeps; i++) this.mujoco.mj_step(this.model, this.data);
  }

  /** Copies positions and velocities out. */
  readState(positions: Float64Array, velocities: Float64Array): void {
    const { qpos, qvel } = this.live();
    positions.set(qpos);
    velocities.set(qvel);
  }

  /** Positions and velocities are finite and not absurdly large. */
  isSane(): boolean {
    const { qpos, qvel } = this.live();
    return qpos.every(isModest) && qvel.every(isModest);
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
    const id = this.mujoco.mj_name2id(this.model, this.mujoco.mjtObj.mjOBJ_SITE.value, name);
    if (id < 0) throw new ModelError(`the model has no site "${name}"; add <site name="${name}"/> where it belongs`);
    return id;
  }

  /** Copies a site's world position [3] into `out`; poses as of the last kinematics or step. */
  readSite(site: number, out: Float64Array): void {
    const { sites } = this.live();
    for (let i = 0; i < 3; i++) out[i] = sites[3 * site + i];
  }

  /** Jacobian ∂p/∂v [3, nv] of a site's world position with respect to the generalised velocities. */
  readSiteJacobian(site: number, out: Float64Array): void {
    this.mujoco.mj_jacSite(this.model, this.data, this.jacobian, null, site);
    out.set(this.jacobian.GetView());
  }

  dispose(): void {
    this.jacobian.delete();
    this.data.delete();
    this.model.delete();
  }

  private live(): Views {
    if (this.views.qpos.length !== this.nq) this.views = takeViews(this.data);
    return this.views;
  }
}

/** Arrays that lie in MuJoCo's memory. */
interface Views {
  qpos: Float64Array;
  qvel: Float64Array;
  ctrl: Float64Array;
  sites: Float64Array;
}

function takeViews(data: MjData): Views {
  return { qpos: data.qpos, qvel: data.qvel, ctrl: data.ctrl, sites: data.site_xpos };
}

function isModest(value: number): boolean {
  return Math.abs(value) < ABSURD;
}

function oneLine(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(": ");
}

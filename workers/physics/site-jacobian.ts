/**
 * Jacobian of a site's position with respect to the generalised velocities, from the motion axes that MuJoCo keeps:
 *
 *   ∂p/∂v_i = s_i + ω_i × (p − c)
 *
 * for every degree of freedom i between the site's body and the world, zero for all others. ω_i and s_i are the
 * rotational and translational parts of the axis (`cdof`), taken at c, the centre of mass of the body's tree
 * (Featherstone, Rigid Body Dynamics Algorithms, §2.8). Calling into MuJoCo for this takes ten times as long.
 */
import type { MjModel } from "@mujoco/mujoco";

/** What moves a site. */
export interface SiteChain {
  site: number;
  /** Body at the root of the site's tree. */
  root: number;
  /** Degrees of freedom between the site's body and the world. */
  dofs: readonly number[];
}

export function siteChain(model: MjModel, site: number): SiteChain {
  let body: number = model.site_bodyid[site];
  const root: number = model.body_rootid[body];
  while (body > 0 && model.body_dofnum[body] === 0) body = model.body_parentid[body];
  const dofs: number[] = [];
  let dof = body > 0 ? model.body_dofadr[body] + model.body_dofnum[body] - 1 : -1;
  for (; dof >= 0; dof = model.dof_parentid[dof]) dofs.push(dof);
  return { site, root, dofs };
}

/**
 * @param sites [sites, 3] world positions
 * @param axes `cdof`: [nv, 6] rotational, then translational
 * @param centres `subtree_com`: [bodies, 3]
 * @param out [3, nv]
 */
export function siteJacobian(
  { site, root, dofs }: SiteChain,
  sites: Float64Array,
  axes: Float64Array,
  centres: Float64Array,
  out: Float64Array,
): void {
  const nv = out.length / 3;
  const rx = sites[3 * site] - centres[3 * root];
  const ry = sites[3 * site + 1] - centres[3 * root + 1];
  const rz = sites[3 * site + 2] - centres[3 * root + 2];
  out.fill(0);
  for (let k = 0; k < dofs.length; k++) {
    const i = dofs[k];
    const axis = 6 * i;
    out[i] = axes[axis + 3] + (axes[axis + 1] * rz - axes[axis + 2] * ry);
    out[nv + i] = axes[axis + 4] + (axes[axis + 2] * rx - axes[axis] * rz);
    out[2 * nv + i] = axes[axis + 5] + (axes[axis] * ry - axes[axis + 1] * rx);
  }
}

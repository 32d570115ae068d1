/** What decides the last digits of a run beside its configuration: versions, and the build of the kernels. */
import type { KernelBuild } from "../../workers/kernel-build.ts";
import { GuidepostError } from "../errors.ts";
import type { InputsRow } from "../store/rows.ts";
import { nodeVersion } from "../versions.ts";

/** The build to start with: the one that is asked for, else the best of those that run here. */
export function kernelsToStart(builds: readonly KernelBuild[], asked: KernelBuild | undefined): KernelBuild {
  if (asked === undefined) return builds[0];
  if (builds.includes(asked)) return asked;
  throw new GuidepostError(
    `The kernels' build ${asked} does not run in Node ${nodeVersion}; builds that do: ${builds.join(", ")}.`,
    "leave --kernels out for the best.",
  );
}

/** The build to go on with: the recorded one if it runs here, else the best that does. */
export function kernelsToResume(builds: readonly KernelBuild[], { kernels }: InputsRow): KernelBuild {
  return builds.find((build) => build === kernels) ?? builds[0];
}

/** Other versions and builds may round differently: the run goes on, but not to the same bytes. */
export function otherNumerics(recorded: InputsRow, mujoco: string, kernels: KernelBuild): string | null {
  const differences = [
    ["MuJoCo", recorded.mujoco_version, mujoco],
    ["Node", recorded.node_version, nodeVersion],
    ["kernels", recorded.kernels, kernels],
  ].filter(([, before, now]) => before !== now);
  if (differences.length === 0) return null;
  const list = (column: 1 | 2) => differences.map((row) => `${row[0]} ${row[column]}`).join(", ");
  return (
    `The run was started with ${list(1)} and goes on with ${list(2)}; ` +
    "its last digits may differ from an uninterrupted run's."
  );
}

/** The experiments by their names, and the part of one that a person asks for. */
import { GuidepostError } from "../errors.ts";
import type { Experiment } from "./experiment.ts";
import { policiesExperiment } from "./policies.ts";
import { systemsExperiment } from "./systems.ts";
import { trajectoryExperiment } from "./trajectory.ts";

const experiments: readonly Experiment[] = [trajectoryExperiment, systemsExperiment, policiesExperiment];

export const experimentNames = experiments.map(({ name }) => name);

/** @param task of the only studies that are wanted; undefined for all */
export function findExperiment(name: string, task: string | undefined): Experiment {
  const experiment = experiments.find((known) => known.name === name);
  if (experiment === undefined) {
    throw new GuidepostError(
      `Unknown experiment "${name}"; experiments: ${experimentNames.join(", ")}.`,
      "guidepost reproduce --help describes them.",
    );
  }
  if (task === undefined) return experiment;
  const studies = experiment.studies.filter((study) => study.task === task);
  if (studies.length > 0) return { ...experiment, studies };
  const known = [...new Set(experiment.studies.map((study) => study.task))].join(", ");
  throw new GuidepostError(`${name} has no task "${task}"; its tasks: ${known}.`, "leave --task out for all of them.");
}

/**
 * The experiment behind docs/methods/guided-policy-search.md: what the policies and the controllers of guided policy search
 * reach in both directions of the policy term, and whether they still do with twice the rollouts.
 */
import { taskDescriptions } from "../../workers/systems/index.ts";
import { completeConfig, type RunConfig } from "../engine/api.ts";
import { findTask } from "../engine/tasks.ts";
import type { Experiment, ExperimentRow } from "./experiment.ts";
import { insertion, type Line, swimming, walking } from "./policy-lines.ts";

type Direction = RunConfig["options"]["policyTerm"];

const directions: Record<Direction, string> = { appendix: "D(π‖p)", reverse: "D(p‖π)" };

const lines: Line[] = [
  insertion({
    title: "Peg 2D, slots within ±0.1 m",
    name: "peg2d",
    task: "peg2d",
    conditions: "slots",
    median: { trained: 0.95, heldOut: 0.85 },
    worst: { trained: 0.7, heldOut: 0.5 },
  }),
  insertion({
    title: "Peg 2D, slots within ±0.2 m",
    name: "peg2d-wide",
    task: "peg2d",
    conditions: "slots-wide",
    median: { trained: 0.8, heldOut: 0.6 },
    worst: null,
  }),
  insertion({
    title: "Peg 3D, slots within ±0.05 m",
    name: "peg3d",
    task: "peg3d",
    conditions: "slots",
    median: { trained: 0.8, heldOut: 0.5 },
    worst: null,
  }),
  swimming,
  walking,
];

const learned = { everySeed: false, seeds: "all", drawn: "not" } as const;

/** Controllers, chosen policy and last policy of the same run. */
function actorsOf(
  key: string,
  title: string,
  rollouts: number,
  settings: ExperimentRow["settings"],
): Record<"controllers" | "chosen" | "last", ExperimentRow> {
  const of = { ...learned, rollouts, settings };
  return {
    controllers: { ...of, key: `${key}-controllers`, title: `${title}: controllers`, measured: "controller" },
    chosen: { ...of, key: `${key}-chosen`, title: `${title}: chosen policy`, measured: "network" },
    last: { ...of, key: `${key}-last`, title: `${title}: last policy`, measured: "last" },
  };
}

function rowsOf({ rollouts, conditions, others }: Line, own: Direction): ExperimentRow[] {
  const settings = (policyTerm: Direction) => ({ method: "gps", conditions, options: { policyTerm } }) as const;
  const both = (Object.keys(directions) as Direction[]).flatMap((direction) => {
    const { controllers, chosen, last } = actorsOf(direction, directions[direction], rollouts, settings(direction));
    // The longer run begins with the same iterations, and draws them.
    if (direction === own) return [controllers, { ...chosen, everySeed: true }, last];
    return [controllers, chosen, { ...last, drawn: "validation" as const }];
  });
  const twice = actorsOf("twice", `${directions[own]}, twice the rollouts`, 2 * rollouts, settings(own));
  return [
    ...both,
    { ...twice.controllers, drawn: "training" },
    twice.chosen,
    { ...twice.last, drawn: "validation" },
    ...others,
  ];
}

/** The direction of the term that the method takes on the task. */
function ownDirection(task: string): Direction {
  const { options } = completeConfig({ task, method: "gps" }, findTask(taskDescriptions, task));
  return options.policyTerm;
}

export const policiesExperiment: Experiment = {
  name: "policies",
  studies: lines.map((line) => {
    const { name, rollouts: _, conditions: __, others: ___, targets, ...study } = line;
    const own = ownDirection(line.task);
    return {
      ...study,
      marker: `policies-${name}`,
      figure: `policies-${name}`,
      rows: rowsOf(line, own),
      reached: null,
      centre: "mean",
      targets: targets({ controllers: `${own}-controllers`, chosen: `${own}-chosen`, last: `${own}-last` }),
    };
  }),
  tables: [],
};

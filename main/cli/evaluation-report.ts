/** An evaluation as lines of JSON or as text: its episodes, then sums by condition, over the trained, the held out, and all. */
import { counted } from "../../workers/counted.ts";
import type { Rollout } from "../../workers/rollout.ts";
import { conditionSetOf } from "../../workers/systems/description.ts";
import type { TaskDescription } from "../engine/api.ts";
import { meanScores, type Scores, travelledBy } from "../engine/scores.ts";
import { runName } from "../store/errors.ts";
import type { Output } from "./context.ts";
import { percent, threeDigits } from "./format.ts";
import { alignColumns, type Column } from "./table.ts";

export interface Evaluation {
  /** As fields of every line. */
  source: { run: number } | { file: string };
  task: TaskDescription;
  /** Name of the set of conditions that they are of. */
  conditions: string;
  /** Condition after condition. */
  rollouts: readonly Rollout[];
}

/** Rollouts that are summed up together. */
interface Group {
  type: "condition" | "group" | "evaluation";
  /** The condition's name, or `trained`, `held-out`, `all`. */
  name: string;
  rollouts: readonly Rollout[];
}

export function evaluationLines(evaluation: Evaluation): object[] {
  const { source, task, rollouts } = evaluation;
  const numberOf = episodeNumbers(rollouts);
  const episodes = rollouts.map((rollout) => {
    const { condition, actor, metric, success, cost, status } = rollout;
    const what = { type: "episode", ...source, episode: numberOf(rollout), condition, actor };
    return { ...what, metric, success, cost, travelled: travelledBy(task, rollout), status };
  });
  const sums = groupsOf(evaluation).map(({ type, name, rollouts: members }) => ({
    type,
    ...source,
    ...(type === "evaluation" ? {} : { [type]: name }),
    episodes: members.length,
    ...meanScores(task, members),
  }));
  return [...episodes, ...sums];
}

export function printEvaluation(output: Output, evaluation: Evaluation): void {
  const { source, task, rollouts } = evaluation;
  const what = `${"run" in source ? `Run ${runName(source.run)}` : source.file}, ${rollouts[0].actor}`;
  output.print(episodeTable(evaluation).join("\n"));
  const groups = groupsOf(evaluation);
  for (const group of groups) {
    const title = group.type === "evaluation" ? what : group.name;
    output.print(
      `${title}, ${counted(group.rollouts.length, "episode")}: ${sentence(task, meanScores(task, group.rollouts))}`,
    );
  }
}

/** Each condition where there are several, those trained on and those held out where there are both, and all. */
function groupsOf({ task, conditions, rollouts }: Evaluation): Group[] {
  const heldOut = new Set(conditionSetOf(task, conditions)?.heldOut.map(({ name }) => name));
  const names = [...new Set(rollouts.map(({ condition }) => condition))];
  const where = (type: Group["type"], name: string, holds: (rollout: Rollout) => boolean): Group => ({
    type,
    name,
    rollouts: rollouts.filter(holds),
  });
  const single = names.map((name) => where("condition", name, ({ condition }) => condition === name));
  const both = [
    where("group", "trained", ({ condition }) => !heldOut.has(condition)),
    where("group", "held-out", ({ condition }) => heldOut.has(condition)),
  ];
  return [
    ...(names.length > 1 ? single : []),
    ...(both.every((group) => group.rollouts.length > 0) ? both : []),
    where("evaluation", "all", () => true),
  ];
}

function episodeTable({ task, rollouts }: Evaluation): string[] {
  const { metric, travel } = task;
  const numberOf = episodeNumbers(rollouts);
  const several = new Set(rollouts.map(({ condition }) => condition)).size > 1;
  const columns: [Column, (rollout: Rollout) => string][] = [
    [{ title: "episode", align: "right" }, (rollout) => String(numberOf(rollout))],
    [{ title: `${metric.name} [${metric.unit}]`, align: "right" }, (rollout) => threeDigits(rollout.metric)],
    [{ title: "cost", align: "right" }, (rollout) => threeDigits(rollout.cost)],
    [{ title: "result", align: "left" }, resultOf],
  ];
  if (several) columns.unshift([{ title: "condition", align: "left" }, ({ condition }) => condition]);
  if (travel !== null) {
    columns.splice(-1, 0, [
      { title: "travelled [m]", align: "right" },
      (rollout) => threeDigits(travelledBy(task, rollout)),
    ]);
  }
  return alignColumns(
    columns.map(([column]) => column),
    rollouts.map((rollout) => columns.map(([, cell]) => cell(rollout))),
  );
}

/** Episodes are counted from 1 in each condition. */
function episodeNumbers(rollouts: readonly Rollout[]): (rollout: Rollout) => number {
  return (rollout) => rollouts.filter(({ condition }) => condition === rollout.condition).indexOf(rollout) + 1;
}

function resultOf({ status, success }: Rollout): string {
  if (status !== "ok") return status;
  return success ? "success" : "no success";
}

function sentence({ metric, travel }: TaskDescription, scores: Scores): string {
  const falls = travel === null ? "" : `, travelled ${threeDigits(scores.travelled)} m, ${scores.fallen} fell`;
  return (
    `mean ${metric.name} ${threeDigits(scores.metric)} ${metric.unit}, success ${percent(scores.success)}${falls}, ` +
    `mean cost ${threeDigits(scores.cost)}`
  );
}

/**
 * The rollouts of a run as one table, for every format that has rows: one for each step of each rollout, by iteration,
 * sample and step.
 *
 *   iteration, sample, step                 whole numbers
 *   time                                    [s]
 *   condition, actor, status                texts
 *   state.NAME, action.NAME, cost.NAME      named as the task has them, in its units; costs weighted, by term
 *   position.I, velocity.I                  generalised positions and velocities by index
 *   model_error                             of the prediction of the next step's state; NaN where there is none
 */
import type { RecordedRollout } from "../engine/runs.ts";
import { allRollouts, type RunData } from "./run-data.ts";

interface Heading {
  name: string;
  /** Empty where it is a number or a text without one. */
  unit: string;
}

/** A column by the type of its cells; `at` is the cell of a step of a rollout. */
export type TableColumn =
  | (Heading & { kind: "whole" | "double" | "single"; at(rollout: RecordedRollout, step: number): number })
  | (Heading & { kind: "text"; at(rollout: RecordedRollout): string });

type Vector = "states" | "actions" | "costs" | "positions" | "velocities";

/** Digits that a time is exact in: a product of a step and its length has others behind them. */
const TIME_DIGITS = 12;

export function rolloutTable(run: RunData): TableColumn[] {
  const { states, actions, costTerms, steps, dt } = run.detail.task;
  const [first] = allRollouts(run);
  const named = (prefix: string, key: Vector, names: readonly { name: string; unit?: string }[]): TableColumn[] =>
    names.map(({ name, unit = "" }, i) => ({
      name: `${prefix}.${name}`,
      unit,
      kind: "single",
      at: (rollout, step) => rollout[key][step * names.length + i],
    }));
  const numbered = (prefix: string, key: Vector): TableColumn[] => {
    const width = (first?.[key].length ?? 0) / steps;
    return named(
      prefix,
      key,
      Array.from({ length: width }, (_, i) => ({ name: String(i) })),
    );
  };
  const time = (step: number): number => Number((step * dt).toPrecision(TIME_DIGITS));
  return [
    { name: "iteration", unit: "", kind: "whole", at: ({ iteration }) => iteration },
    { name: "sample", unit: "", kind: "whole", at: ({ sample }) => sample },
    { name: "step", unit: "", kind: "whole", at: (_, step) => step },
    { name: "time", unit: "s", kind: "double", at: (_, step) => time(step) },
    { name: "condition", unit: "", kind: "text", at: ({ condition }) => condition },
    { name: "actor", unit: "", kind: "text", at: ({ actor }) => actor },
    { name: "status", unit: "", kind: "text", at: ({ status }) => status },
    ...named("state", "states", states),
    ...named("action", "actions", actions),
    ...named("cost", "costs", costTerms),
    ...numbered("position", "positions"),
    ...numbered("velocity", "velocities"),
    { name: "model_error", unit: "", kind: "single", at: ({ modelErrors }, step) => modelErrors?.[step] ?? Number.NaN },
  ];
}

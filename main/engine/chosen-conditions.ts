/** Which conditions of a task something is tried in: those that it was trained on, others of their set, or one of them. */
import { type Condition, conditionSetOf } from "../../workers/systems/description.ts";
import { GuidepostError } from "../errors.ts";
import type { TaskDescription } from "./api.ts";

/** A set of a task's conditions, and those of it that there was training on, which a method may not do on all. */
interface KnownConditions {
  task: TaskDescription;
  /** Name of the set. */
  conditions: string;
  /** Names; null for all that the set has for it. */
  trained: readonly string[] | null;
}

/**
 * @param which a condition's name, `trained`, `held-out` or `all`
 * @throws GuidepostError where there is none
 */
export function chosenConditions(known: KnownConditions, which: string): readonly Condition[] {
  const { task, conditions, trained: names } = known;
  const set = conditionSetOf(task, conditions) ?? { trained: [], heldOut: [] };
  const trained = set.trained.filter(({ name }) => names === null || names.includes(name));
  if (which === "trained") return trained;
  if (which === "all") return [...trained, ...set.heldOut];
  if (which === "held-out") {
    if (set.heldOut.length > 0) return set.heldOut;
    throw new GuidepostError(
      `The conditions "${conditions}" of ${task.name} hold none out.`,
      "--condition trained takes those that are trained on.",
    );
  }
  const all = [...set.trained, ...set.heldOut];
  const condition = all.find(({ name }) => name === which);
  if (condition) return [condition];
  const takes = all.map(({ name }) => `"${name}"`).join(", ");
  throw new GuidepostError(
    `--condition "${which}" is none of the conditions "${conditions}" of ${task.name}; it takes trained, held-out, all, ${takes}.`,
  );
}

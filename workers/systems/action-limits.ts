/** The actions' limits as vectors. */
import type { TaskDescription } from "./description.ts";

export interface ActionLimits {
  /** [dU] each; infinite where there is no limit. */
  low: Float64Array;
  high: Float64Array;
}

export function actionLimits({ actions }: Pick<TaskDescription, "actions">): ActionLimits {
  return {
    low: Float64Array.from(actions, ({ range }) => range?.[0] ?? Number.NEGATIVE_INFINITY),
    high: Float64Array.from(actions, ({ range }) => range?.[1] ?? Number.POSITIVE_INFINITY),
  };
}

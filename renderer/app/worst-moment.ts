/** Where the shown rollout costs most. */
import { chosenRollout } from "../scene/content.ts";
import { worstRow } from "../timeline/costs.ts";
import { pause, seek } from "./playback.ts";
import { useShown } from "./shown-store.ts";
import { useView } from "./view-store.ts";

/** Takes the clock to the step whose cost is the greatest of all; stays where there is no rollout. */
export function jumpToWorst(): void {
  const { shown } = useShown.getState().state;
  const rollout = shown && chosenRollout(shown, useView.getState().shown);
  if (!shown || !rollout) return;
  pause();
  seek(worstRow(rollout.costs, shown.task.costTerms.length) * shown.task.dt);
}

/** The welcome opens by itself where nothing was ever trained, until it has been seen. */
import type { RunSummary } from "../../main/engine/api.ts";
import { openDialog } from "./dialogs.ts";
import { recall, remember } from "./memory.ts";

const KEY = "welcomed";

export function welcomeWhenNew(runs: readonly RunSummary[]): void {
  if (runs.length > 0 || recall(KEY) === true) return;
  remember(KEY, true);
  openDialog("welcome");
}

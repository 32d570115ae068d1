/** The model and the rollouts that are on the screen; the last good ones stay until the next are here. */
import { create } from "zustand";
import type { RolloutDrawing, SceneModel, TaskDescription } from "../../main/engine/api.ts";

export interface Shown {
  /** Says what is shown; equal keys mean equal numbers. */
  key: string;
  /** null for a preview of the task. */
  run: number | null;
  task: TaskDescription;
  model: SceneModel;
  /** Empty for a preview, and until the run has an iteration. */
  rollouts: RolloutDrawing[];
  iteration: number | null;
}

export type ShownState =
  | { status: "empty"; shown: null }
  | { status: "loading"; shown: Shown | null }
  | { status: "ready"; shown: Shown }
  | { status: "error"; shown: null; message: string };

export const useShown = create<{ state: ShownState }>(() => ({ state: { status: "empty", shown: null } }));

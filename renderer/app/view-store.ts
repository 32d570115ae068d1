/** What the person looks at: which task, run, iteration and rollout, and how. */

import { z } from "zod";
import { create } from "zustand";
import { recall, remember } from "./memory.ts";

export interface ViewState {
  /** Task of the new run, and of the preview when no run is selected. */
  task: string | null;
  run: number | null;
  /** 1-based; null until the selected run has an iteration. */
  iteration: number | null;
  /** Show each new iteration of the selected run as it arrives. */
  follow: boolean;
  /** Rollout that is solid in the scene and shown in the cost timeline. */
  shown: "mean" | number;
}

export const useView = create<ViewState>(() => ({
  task: null,
  run: null,
  iteration: null,
  follow: true,
  shown: "mean",
}));

const DISPLAY_KEY = "display";
/** How much stronger or fainter than usual the samples may be drawn. */
export const OPACITY = { min: 0.25, max: 3, step: 0.25 };

const displaySchema = z.object({
  ghosts: z.boolean().catch(true),
  trace: z.boolean().catch(true),
  board: z.boolean().catch(true),
  spread: z.boolean().catch(false),
  history: z.boolean().catch(false),
  forces: z.boolean().catch(false),
  ranges: z.boolean().catch(false),
  legend: z.boolean().catch(false),
  /** How well the samples are seen, by their usual opacity. */
  ghostOpacity: z.number().min(OPACITY.min).max(OPACITY.max).catch(1),
  orthographic: z.boolean().catch(false),
  /** Whether the view goes with a robot that goes somewhere. */
  follow: z.boolean().catch(true),
  logCost: z.boolean().catch(false),
  stackCost: z.boolean().catch(true),
  /** Timelines that are drawn, by their names. */
  tracks: z.array(z.string()).catch(["cost"]),
  logCurve: z.boolean().catch(true),
});
export type DisplayState = z.infer<typeof displaySchema>;

/** Switches that outlive the session. */
export const useDisplay = create<DisplayState>(() => displaySchema.parse(recall(DISPLAY_KEY) ?? {}));
useDisplay.subscribe((display) => remember(DISPLAY_KEY, display));

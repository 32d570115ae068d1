/** What the scene's colours mean, of what is drawn now. */
import type { SceneModel } from "../../main/engine/api.ts";
import type { DisplayState } from "../app/view-store.ts";
import type { Laid } from "./babylon/stage.ts";

export interface LegendEntry {
  name: string;
  /** CSS background of its mark. */
  mark: string;
}

interface Drawn {
  choice: "mean" | number;
  /** Ghosts of samples. */
  samples: number;
  /** Whether there is a rollout, so that its tip goes somewhere. */
  moving: boolean;
  laid: Laid;
  model: SceneModel;
}

/** Layers that are on but have nothing to draw, as the ranges of joints without any, are left out. */
export function legendEntries({ ghosts, trace }: DisplayState, drawn: Drawn): LegendEntry[] {
  const { choice, samples, moving, laid, model } = drawn;
  const mean = choice === "mean";
  const entries = [
    { on: moving, name: mean ? "Mean of the samples" : `Sample ${choice + 1}`, mark: "var(--text)" },
    { on: ghosts && samples > 0, name: `${mean ? "Samples" : "Other samples"} (${samples})`, mark: "var(--ghost)" },
    { on: trace && moving, name: "Way of the tip", mark: "var(--accent)" },
    {
      on: laid.history.length > 0,
      name: "Earlier iterations, from the oldest",
      mark: "linear-gradient(to right, var(--series-2), var(--accent))",
    },
    {
      on: laid.spread.length > 0,
      name: "Spread, two deviations",
      mark: "color-mix(in srgb, var(--accent) 45%, transparent)",
    },
    { on: laid.forces !== null, name: "Contact force, centre of mass", mark: "var(--muscle-warm)" },
    { on: laid.ranges && model.joints.some(({ range }) => range !== null), name: "Joint range", mark: "var(--accent)" },
  ];
  return entries.filter(({ on }) => on).map(({ name, mark }) => ({ name, mark }));
}

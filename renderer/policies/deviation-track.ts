/** How far the policy that an iteration has learnt is from the controllers made next, step by step, as a timeline. */
import type { Track, TrackChoice } from "../timeline/tracks.ts";
import type { ShownDivergences } from "./useDivergences.ts";

/** Offered for runs that learn a policy. */
export const deviationChoice: TrackChoice = { id: "policy", title: "Policy's deviation, KL", signals: false };

/** A series for each condition that has a policy beside its controller; nothing where there is none. */
export function deviationTrack({ divergences }: ShownDivergences): Track[] {
  const series = divergences.flatMap(({ condition, perStep }) => {
    const tooltip = `D_KL,t between the policy that this iteration has learnt and the next controller, ${condition}`;
    return perStep === null ? [] : [{ name: condition, tooltip, values: perStep, band: null, limits: null }];
  });
  return series.length === 0 ? [] : [{ ...deviationChoice, unit: "nat", series, total: null }];
}

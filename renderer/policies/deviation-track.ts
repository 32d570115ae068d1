/** How far the policy that an iteration has learnt is from the controllers made next, step by step, as a timeline. */
import { shortNames } from "../timeline/short-names.ts";
import type { Track, TrackChoice } from "../timeline/tracks.ts";
import type { ShownDivergences } from "./useDivergences.ts";

/** Offered for runs that learn a policy. */
export const deviationChoice: TrackChoice = {
  id: "policy",
  title: "Policy's deviation, KL",
  signals: false,
  absent: "This iteration's policy has no next controller beside it.",
};

/** A series for each condition that has a policy beside its controller; nothing where there is none. */
export function deviationTrack({ divergences }: ShownDivergences): Track[] {
  const short = shortNames(divergences.map(({ condition }) => condition));
  const series = divergences.flatMap(({ condition, perStep }, i) => {
    const tooltip = `${condition}: D_KL,t between the policy that this iteration has learnt and the next controller`;
    const name = short[i] ?? condition;
    return perStep === null ? [] : [{ name, tooltip, values: perStep, band: null, limits: null }];
  });
  const { id, title } = deviationChoice;
  return series.length === 0 ? [] : [{ id, title, unit: "nat", series, total: null }];
}

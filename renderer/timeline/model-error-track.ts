/**
 * How far the fitted model was off by one step, over the time of the rollout, as a timeline: of the model that the shown
 * controllers were made under, at samples that it had not seen.
 */
import type { IterationSignals, RolloutDrawing } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { companions } from "../scene/mean.ts";
import type { Series } from "./series.ts";
import { shortNames } from "./short-names.ts";
import type { Track, TrackChoice } from "./tracks.ts";

export const modelErrorChoice: TrackChoice = {
  id: "model",
  title: "Model's error",
  signals: true,
  absent: "None of these samples: it takes a model from the iteration before, and a sample that did not diverge.",
};

/** Multiples of what a step usually changes. */
export const MULTIPLES = "×";

const MEANING =
  "e_t, one-step error of the model that this controller was made under, at samples that it had not seen, in multiples of what a step usually changes; 1 is no better than to say that nothing will change";

/** A line for each condition, the mean of its samples, or the chosen sample's; nothing where no model has foretold them. */
export function modelErrorTrack(
  { rollouts }: Pick<Shown, "rollouts">,
  { modelErrors }: Pick<IterationSignals, "modelErrors">,
  choice: "mean" | number,
): Track[] {
  const firsts = choice === "mean" ? firstOfEach(rollouts) : [choice];
  const conditions = firsts.map((first) => rollouts[first]?.condition ?? "");
  const short = shortNames(conditions);
  const series = firsts.flatMap((first, i): Series[] => {
    const samples = companions(rollouts, first).flatMap((sample) => modelErrors[sample] ?? []);
    const { mean, ...spread } = spreadOf(samples);
    const values = choice === "mean" ? mean : (modelErrors[choice] ?? []);
    if (samples.length === 0 || values.length === 0) return [];
    const named =
      firsts.length > 1
        ? { name: short[i] ?? "", tooltip: `${conditions[i]}: ${MEANING}` }
        : { name: "e", tooltip: MEANING };
    return [{ ...named, values, band: samples.length > 1 ? spread : null, limits: null }];
  });
  const { id, title } = modelErrorChoice;
  return series.length === 0 ? [] : [{ id, title, unit: MULTIPLES, series, total: null }];
}

/** Of each condition the index of its first rollout. */
function firstOfEach(rollouts: readonly RolloutDrawing[]): number[] {
  const conditions = [...new Set(rollouts.map(({ condition }) => condition))];
  return conditions.map((name) => rollouts.findIndex(({ condition }) => condition === name));
}

/** Mean, least and greatest value at each step over those samples that have one; NaN where none has. */
function spreadOf(samples: readonly Float32Array[]) {
  const steps = samples[0]?.length ?? 0;
  const nothing = () => new Float64Array(steps).fill(Number.NaN);
  const [mean, low, high] = [nothing(), nothing(), nothing()];
  for (let t = 0; t < steps; t++) {
    const values = samples.map((sample) => sample[t]!).filter((value) => !Number.isNaN(value));
    if (values.length === 0) continue;
    mean[t] = values.reduce((sum, value) => sum + value, 0) / values.length;
    low[t] = Math.min(...values);
    high[t] = Math.max(...values);
  }
  return { mean, low, high };
}

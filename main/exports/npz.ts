/**
 * A run as an NPZ archive: a zip of NPY arrays that `numpy.load` opens without pickle.
 *
 * T steps, dX states, dU actions, L cost terms, C conditions trained on, I iterations, R rollouts (of all iterations, in
 * order). What is [C, …] is without that dimension where one condition was trained on:
 *   run                                                   a string: JSON of what `show` knows
 *   controller_gains [C, T, dU, dX], controller_offsets [C, T, dU], controller_covariances [C, T, dU, dU]   f8, after the last update
 *   condition_names [C]                                   strings
 *   iteration, iteration_rollouts, iteration_cost, iteration_metric, …                             [I], nan where there is no number
 *   rollout_iteration, rollout_sample, rollout_valid_steps, rollout_diverged, rollout_cost, …      [R]
 *   rollout_condition, rollout_actor [R]                  strings
 *   model_errors [R, T]   f4, nan where no model has foretold a step
 *   states [R, T, dX], actions [R, T, dU], positions [R, T, nq], velocities [R, T, nv], costs [R, T, L]    f4
 *   state_names [dX], action_names [dU], cost_names [L]   strings
 */
import { Zip, ZipPassThrough } from "fflate";
import type { Iteration } from "../engine/api.ts";
import { GuidepostError } from "../errors.ts";
import type { StoredRollout } from "../store/from-rows.ts";
import { bytesOf, type NpyType, npyHeader, npyStrings } from "./npy.ts";
import { allRollouts, type Exporter, type RunData } from "./run-data.ts";

/** Without the 64-bit extension a zip archive ends here [bytes]. */
const ARCHIVE_LIMIT = 2 ** 32 - 2 ** 24;

type Append = (bytes: Uint8Array) => void;

export const exportNpz: Exporter = (run, append) => {
  const zip = new NpzWriter(append);
  const { states, actions, costTerms } = run.detail.task;
  zip.strings("run", [JSON.stringify(run.detail)], []);
  writeControllers(zip, run);
  writeIterations(zip, run.detail.iterations);
  writeRollouts(zip, run);
  zip.strings(
    "state_names",
    states.map(({ name }) => name),
  );
  zip.strings(
    "action_names",
    actions.map(({ name }) => name),
  );
  zip.strings(
    "cost_names",
    costTerms.map(({ name }) => name),
  );
  zip.end();
};

function writeControllers(zip: NpzWriter, { detail, result: { controllers } }: RunData): void {
  const { steps, stateDim, actionDim } = detail.task;
  const write = (key: "gains" | "offsets" | "covariances", shape: readonly number[]): void => {
    const several = controllers.length > 1 ? [controllers.length] : [];
    const parts = controllers.map(({ controller }) => bytesOf(controller[key]));
    zip.entry(`controller_${key}`, "<f8", [...several, steps, ...shape], parts);
  };
  write("gains", [actionDim, stateDim]);
  write("offsets", [actionDim]);
  write("covariances", [actionDim, actionDim]);
  zip.strings(
    "condition_names",
    controllers.map(({ condition }) => condition),
  );
}

function writeIterations(zip: NpzWriter, iterations: readonly Iteration[]): void {
  const column = (name: string, value: (it: Iteration) => number | null): void =>
    zip.f64(
      `iteration_${name}`,
      [iterations.length],
      Float64Array.from(iterations, (it) => value(it) ?? Number.NaN),
    );
  zip.i32(
    "iteration",
    iterations.map(({ iteration }) => iteration),
  );
  zip.i32(
    "iteration_rollouts",
    iterations.map(({ rollouts }) => rollouts),
  );
  zip.i32(
    "iteration_diverged",
    iterations.map(({ diverged }) => diverged),
  );
  zip.i32(
    "iteration_accepted",
    iterations.map(({ accepted }) => Number(accepted)),
  );
  column("cost", ({ cost }) => cost);
  column("cost_std", ({ costStd }) => costStd);
  column("metric", ({ metric }) => metric);
  column("metric_std", ({ metricStd }) => metricStd);
  column("success", ({ success }) => success);
  column("kl", ({ kl }) => kl);
  column("eta", ({ eta }) => eta);
  column("step_size", ({ stepSize }) => stepSize);
  column("model_error", ({ modelError }) => modelError);
  column("seconds", ({ seconds }) => seconds);
  for (const key of ["loss", "kl", "cost", "metric", "success"] as const)
    column(`policy_${key}`, ({ policy }) => policy?.[key] ?? null);
}

function writeRollouts(zip: NpzWriter, run: RunData): void {
  const scalars = [...allRollouts(run)].map((rollout) => {
    const { iteration, sample, condition, actor, validSteps, status, cost, metric, success } = rollout;
    return { iteration, sample, condition, actor, validSteps, diverged: status === "diverged", cost, metric, success };
  });
  const count = scalars.length;
  zip.i32(
    "rollout_iteration",
    scalars.map(({ iteration }) => iteration),
  );
  zip.i32(
    "rollout_sample",
    scalars.map(({ sample }) => sample),
  );
  zip.strings(
    "rollout_condition",
    scalars.map(({ condition }) => condition),
  );
  zip.strings(
    "rollout_actor",
    scalars.map(({ actor }) => actor),
  );
  zip.i32(
    "rollout_valid_steps",
    scalars.map(({ validSteps }) => validSteps),
  );
  zip.bool(
    "rollout_diverged",
    scalars.map(({ diverged }) => diverged),
  );
  zip.f64(
    "rollout_cost",
    [count],
    Float64Array.from(scalars, ({ cost }) => cost),
  );
  zip.f64(
    "rollout_metric",
    [count],
    Float64Array.from(scalars, ({ metric }) => metric),
  );
  zip.bool(
    "rollout_success",
    scalars.map(({ success }) => success),
  );
  for (const key of ["states", "actions", "positions", "velocities", "costs"] as const)
    writeSeries(zip, run, key, count);
  writeModelErrors(zip, run, count);
}

function writeModelErrors(zip: NpzWriter, run: RunData, count: number): void {
  const { steps } = run.detail.task;
  const nothing = new Float32Array(steps).fill(Number.NaN);
  const parts = function* (): Generator<Uint8Array> {
    for (const { modelErrors } of allRollouts(run)) yield bytesOf(modelErrors ?? nothing);
  };
  zip.entry("model_errors", "<f4", [count, steps], parts());
}

/** One array over all rollouts, an iteration in memory at a time. */
function writeSeries(
  zip: NpzWriter,
  run: RunData,
  key: "states" | "actions" | "positions" | "velocities" | "costs",
  count: number,
): void {
  const { steps } = run.detail.task;
  const width = (run.rollouts(1)[0]?.[key].length ?? 0) / steps;
  const parts = function* (): Generator<Uint8Array> {
    for (const rollout of allRollouts(run)) yield bytesOf(seriesOf(rollout, key, steps * width));
  };
  zip.entry(key, "<f4", [count, steps, width], parts());
}

function seriesOf(
  rollout: StoredRollout,
  key: "states" | "actions" | "positions" | "velocities" | "costs",
  length: number,
) {
  if (rollout[key].length === length) return rollout[key];
  throw new GuidepostError(
    `Rollout ${rollout.sample} of iteration ${rollout.iteration} has ${rollout[key].length} ${key}, not ${length}.`,
  );
}

/** Entries are stored, not packed: numbers of this kind hardly shrink, and numpy reads them faster. */
class NpzWriter {
  readonly #zip: Zip;

  constructor(append: Append) {
    let size = 0;
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      size += bytes.length;
      if (size > ARCHIVE_LIMIT) throw new GuidepostError("The run is too large for one npz file (over 4 GB).");
      append(bytes);
    });
  }

  f64(name: string, shape: readonly number[], values: Float64Array): void {
    this.entry(name, "<f8", shape, [bytesOf(values)]);
  }

  i32(name: string, values: readonly number[]): void {
    this.entry(name, "<i4", [values.length], [bytesOf(Int32Array.from(values))]);
  }

  bool(name: string, values: readonly boolean[]): void {
    this.entry(name, "|b1", [values.length], [Uint8Array.from(values, Number)]);
  }

  strings(name: string, values: readonly string[], shape: readonly number[] = [values.length]): void {
    const { type, bytes } = npyStrings(values);
    this.entry(name, type, shape, [bytes]);
  }

  entry(name: string, type: NpyType, shape: readonly number[], parts: Iterable<Uint8Array>): void {
    const file = new ZipPassThrough(`${name}.npy`);
    // The same run exports to the same bytes.
    file.mtime = new Date(1980, 0, 1);
    this.#zip.add(file);
    file.push(npyHeader(type, shape));
    for (const part of parts) file.push(part);
    file.push(new Uint8Array(), true);
  }

  end(): void {
    this.#zip.end();
  }
}

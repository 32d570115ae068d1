/**
 * The rollouts of a run as a Parquet table: one row for each step of each rollout, one row group for each iteration.
 *
 *   iteration, sample, step, time [s], condition, actor, status
 *   state.NAME, action.NAME, cost.NAME      f4, named as the task has them
 *   position.I, velocity.I                  f4, generalised positions and velocities by index
 *   model_error                             f4, of the prediction of the next step's state; NaN where there is none
 *
 * The file's metadata has `guidepost.run`: JSON of what `show` knows, with units and formulas.
 */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { RecordedRollout } from "../engine/runs.ts";
import type { Exporter, RunData } from "./run-data.ts";

type Key = "states" | "actions" | "costs" | "positions" | "velocities";

interface Column {
  name: string;
  key: Key;
  /** Index within the vector and the vector's length. */
  at: number;
  width: number;
}

export const exportParquet: Exporter = (run, append) => {
  const columns = columnsOf(run);
  const bytes = new ByteWriter();
  const flush = () => {
    append(bytes.getBytes().slice());
    bytes.index = 0;
  };
  const parquet = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: schemaOf(columns),
    kvMetadata: [{ key: "guidepost.run", value: JSON.stringify(run.detail) }],
    createdBy: `guidepost ${run.detail.versions.app}`,
  });
  for (const { iteration } of run.detail.iterations) {
    const rollouts = run.rollouts(iteration);
    const rowGroupSize = Math.max(1, rollouts.length * run.detail.task.steps);
    parquet.write({ columnData: dataOf(run, rollouts, columns), rowGroupSize });
  }
  parquet.finish();
};

function columnsOf(run: RunData): Column[] {
  const { states, actions, costTerms, steps } = run.detail.task;
  const first = run.detail.iterations.length > 0 ? run.rollouts(1)[0] : undefined;
  const named = (prefix: string, key: Key, names: readonly string[]): Column[] =>
    names.map((name, at) => ({ name: `${prefix}.${name}`, key, at, width: names.length }));
  const numbered = (key: Key) => Array.from({ length: (first?.[key].length ?? 0) / steps }, (_, i) => String(i));
  const names = (entries: readonly { name: string }[]) => entries.map(({ name }) => name);
  return [
    ...named("state", "states", names(states)),
    ...named("action", "actions", names(actions)),
    ...named("cost", "costs", names(costTerms)),
    ...named("position", "positions", numbered("positions")),
    ...named("velocity", "velocities", numbered("velocities")),
  ];
}

/** The column of the model's errors. */
const MODEL_ERROR = "model_error";
/** What a rollout has in words. */
const TEXTS = ["condition", "actor", "status"] as const;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

function schemaOf(columns: readonly Column[]): Schema {
  const required = { repetition_type: "REQUIRED" } as const;
  const whole = ["iteration", "sample", "step"].map((name) => ({ name, type: "INT32" as const, ...required }));
  return [
    { name: "rollouts", num_children: whole.length + 1 + TEXTS.length + columns.length + 1 },
    ...whole,
    { name: "time", type: "DOUBLE", ...required },
    ...TEXTS.map((name) => ({ name, type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const, ...required })),
    ...[...columns.map(({ name }) => name), MODEL_ERROR].map((name) => ({ name, type: "FLOAT" as const, ...required })),
  ];
}

type ColumnData = Parameters<ParquetWriter["write"]>[0]["columnData"];

function dataOf({ detail }: RunData, rollouts: readonly RecordedRollout[], columns: readonly Column[]): ColumnData {
  const { steps, dt } = detail.task;
  const rows = rollouts.length * steps;
  const whole = (value: (rollout: RecordedRollout, step: number) => number) =>
    Int32Array.from({ length: rows }, (_, row) => value(rollouts[Math.floor(row / steps)], row % steps));
  return [
    { name: "iteration", data: whole(({ iteration }) => iteration) },
    { name: "sample", data: whole(({ sample }) => sample) },
    { name: "step", data: whole((_, step) => step) },
    { name: "time", data: Float64Array.from({ length: rows }, (_, row) => (row % steps) * dt) },
    ...TEXTS.map((name) => ({
      name,
      data: Array.from({ length: rows }, (_, row) => rollouts[Math.floor(row / steps)][name]),
    })),
    ...columns.map(({ name, key, at, width }) => ({
      name,
      data: Float32Array.from(
        { length: rows },
        (_, row) => rollouts[Math.floor(row / steps)][key][(row % steps) * width + at],
      ),
    })),
    {
      name: MODEL_ERROR,
      data: Float32Array.from(
        { length: rows },
        (_, row) => rollouts[Math.floor(row / steps)].modelErrors?.[row % steps] ?? Number.NaN,
      ),
    },
  ];
}

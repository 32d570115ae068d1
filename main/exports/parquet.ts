/**
 * The rollouts of a run as a Parquet table (./rollout-table.ts), one row group for each iteration, single numbers as f4.
 *
 * The file's metadata has `guidepost.run`: JSON of what `show` knows, with units and formulas.
 */
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { RecordedRollout } from "../engine/runs.ts";
import { rolloutTable, type TableColumn } from "./rollout-table.ts";
import type { Exporter } from "./run-data.ts";

export const exportParquet: Exporter = (run, append) => {
  const columns = rolloutTable(run);
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
  const { steps } = run.detail.task;
  for (const { iteration } of run.detail.iterations) {
    const rollouts = run.rollouts(iteration);
    const columnData = columns.map((column) => ({ name: column.name, data: dataOf(column, rollouts, steps) }));
    parquet.write({ columnData, rowGroupSize: Math.max(1, rollouts.length * steps) });
  }
  parquet.finish();
};

const types = {
  whole: { type: "INT32" },
  double: { type: "DOUBLE" },
  single: { type: "FLOAT" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
} as const;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]["schema"];

function schemaOf(columns: readonly TableColumn[]): Schema {
  return [
    { name: "rollouts", num_children: columns.length },
    ...columns.map(({ name, kind }) => ({ name, ...types[kind], repetition_type: "REQUIRED" as const })),
  ];
}

type Data = Parameters<ParquetWriter["write"]>[0]["columnData"][number]["data"];

const arrays = { whole: Int32Array, double: Float64Array, single: Float32Array };

function dataOf(column: TableColumn, rollouts: readonly RecordedRollout[], steps: number): Data {
  const length = rollouts.length * steps;
  const rollout = (row: number) => rollouts[Math.floor(row / steps)];
  if (column.kind === "text") return Array.from({ length }, (_, row) => column.at(rollout(row)));
  const data = new arrays[column.kind](length);
  for (let row = 0; row < length; row++) data[row] = column.at(rollout(row), row % steps);
  return data;
}

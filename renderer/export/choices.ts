/** What the dialog offers: formats, and who of a run can be exported in them. */
import type { ExportRequest, Iteration } from "../../main/engine/api.ts";

interface Format {
  value: ExportRequest["format"];
  label: string;
  /** What the command that opens the dialog with it does. */
  command: string;
  /** Words by which the palette finds that as well. */
  keywords: readonly string[];
  /** What is in it; null where a person chooses who of the run is. */
  holds: string | null;
}

const run = "The whole run";

export const formats: readonly Format[] = [
  {
    value: "onnx",
    label: "ONNX, runs without Guidepost",
    command: "Export the policy as ONNX",
    keywords: ["controller", "network"],
    holds: null,
  },
  {
    value: "bundle",
    label: "Bundle: ONNX, robot model, Python",
    command: "Export the policy as a bundle",
    keywords: ["controller", "zip", "python", "onnx"],
    holds: null,
  },
  {
    value: "csv",
    label: "CSV, every step of every rollout",
    command: "Export the rollouts as CSV",
    keywords: ["table", "spreadsheet", "states"],
    holds: run,
  },
  {
    value: "parquet",
    label: "Parquet, every step of every rollout",
    command: "Export the rollouts as Parquet",
    keywords: ["table", "pandas", "states"],
    holds: run,
  },
  {
    value: "mcap",
    label: "MCAP, rollouts for Lichtblick",
    command: "Export the rollouts as MCAP",
    keywords: ["foxglove", "lichtblick"],
    holds: "The last accepted iteration",
  },
  {
    value: "npz",
    label: "npz, all numbers for numpy",
    command: "Export all numbers as npz",
    keywords: ["rollouts", "controller", "numpy", "python"],
    holds: run,
  },
  {
    value: "curves",
    label: "CSV of the curves, one row an iteration",
    command: "Export the curves as CSV",
    keywords: ["table", "spreadsheet", "learning", "iterations"],
    holds: run,
  },
  {
    value: "json",
    label: "JSON, the whole run",
    command: "Export the run as JSON",
    keywords: ["configuration", "iterations"],
    holds: run,
  },
];

export interface ActorChoice {
  value: string;
  label: string;
  policy: NonNullable<ExportRequest["policy"]>;
  condition: string | null;
}

/** Policies first where the run has learnt some; all controllers together go into a bundle only. */
export function actorChoices(newest: Iteration | undefined, format: ExportRequest["format"]): ActorChoice[] {
  const conditions = newest?.conditions.map(({ name }) => name) ?? [];
  const choice = (policy: ActorChoice["policy"], condition: string | null, label: string): ActorChoice => ({
    value: `${policy} ${condition ?? ""}`,
    label,
    policy,
    condition,
  });
  return [
    ...(newest?.policy
      ? [choice("network", null, "Policy, best in validation"), choice("last", null, "Policy, the last one")]
      : []),
    ...(format === "bundle" && conditions.length > 1 ? [choice("controller", "trained", "All controllers")] : []),
    ...conditions.map((name) => choice("controller", name, `Controller, ${name}`)),
  ];
}

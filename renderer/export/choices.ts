/** What the dialog offers: formats, and who of a run can be exported in them. */
import type { ExportRequest, Iteration } from "../../main/engine/api.ts";

interface Format {
  value: ExportRequest["format"];
  label: string;
  /** What is in it; null where a person chooses who of the run is. */
  holds: string | null;
}

const run = "The whole run";

export const formats: readonly Format[] = [
  { value: "onnx", label: "ONNX, runs without Guidepost", holds: null },
  { value: "bundle", label: "Bundle: ONNX, robot model, Python", holds: null },
  { value: "npz", label: "npz, all numbers for numpy", holds: run },
  { value: "csv", label: "CSV, one row an iteration", holds: run },
  { value: "parquet", label: "Parquet, every step of every rollout", holds: run },
  { value: "mcap", label: "MCAP, rollouts for Lichtblick", holds: "The last accepted iteration" },
  { value: "json", label: "JSON, the whole run", holds: run },
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

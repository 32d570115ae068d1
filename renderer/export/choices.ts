/** What the dialog offers: formats, and who of a run can be exported in them. */
import type { ExportRequest, Iteration } from "../../main/engine/api.ts";

export const formats: readonly { value: ExportRequest["format"]; label: string; actor: boolean }[] = [
  { value: "onnx", label: "ONNX, runs without Guidepost", actor: true },
  { value: "bundle", label: "Bundle: ONNX, robot model, Python", actor: true },
  { value: "npz", label: "npz, all numbers for numpy", actor: false },
  { value: "csv", label: "CSV, one row an iteration", actor: false },
  { value: "json", label: "JSON, the whole run", actor: false },
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

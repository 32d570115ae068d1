/** The part of the contract that is about what runs have come to: their policies, and the files that are made of them. */
import { z } from "zod";
import type { SelfTestNumbers } from "../../workers/exported/contract.ts";
import type { RolloutDrawing } from "./drawings.ts";

/** Divergence between an iteration's policy and the controller that was made next for a condition. */
export interface ConditionDivergence {
  condition: string;
  /** D_KL,t: [T] [nat]; null where no controller was made. */
  perStep: Float32Array | null;
}

/** Of the policies that a run has learnt: the one that did best in its validation, or the last. */
const policyChoiceSchema = z.enum(["network", "last"]);

/**
 * What of a run to export. Policy and condition say who acts; mcap holds the rollouts of the last accepted iteration, and
 * the others the whole run.
 */
export const exportRequestSchema = z.object({
  format: z.enum(["onnx", "bundle", "npz", "csv", "curves", "parquet", "mcap", "json"]),
  policy: z.enum([...policyChoiceSchema.options, "controller"]).nullable(),
  condition: z
    .string()
    .nullable()
    .describe("Of a controller, or `trained` for all; null for the first, and for a policy"),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/** A file that was made of a run, to be fetched in parts. */
export interface MadeExport {
  id: number;
  /** That a person may save it under. */
  name: string;
  bytes: number;
  /** Of each ONNX file in it, all passed: what fails is not handed out. */
  selfTests: { name: string; numbers: SelfTestNumbers }[];
}

const runId = z.int().min(1);

/** Arguments of the calls about results, as tuples. */
export const resultsArguments = {
  divergences: z.tuple([runId, z.int().min(1)]),
  policyRollouts: z.tuple([runId, policyChoiceSchema]),
  exportRun: z.tuple([runId, exportRequestSchema]),
  exportPart: z.tuple([z.int().min(1), z.int().min(0)]),
  report: z.tuple([runId]),
} as const;

/** Calls about what runs have come to. Nothing is written to the project. */
export interface ResultsApi {
  /** Between an iteration's policy and the next controllers; empty for a method that learns none. */
  divergences(id: number, iteration: number): Promise<ConditionDivergence[]>;
  /** Fresh rollouts of a policy of the run in the conditions trained on, without noise. */
  policyRollouts(id: number, policy: z.infer<typeof policyChoiceSchema>): Promise<RolloutDrawing[]>;
  /** Makes a file of the run and tries it; rejects with the reason where it fails. */
  exportRun(id: number, request: ExportRequest): Promise<MadeExport>;
  /** What of a made file begins at a byte; the last part ends it, and its keeping. */
  exportPart(id: number, offset: number): Promise<Uint8Array>;
  /** The run as one HTML file. */
  report(id: number): Promise<string>;
}

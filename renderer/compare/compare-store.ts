/** What is compared, and how it is looked at. */
import { z } from "zod";
import { create } from "zustand";
import { recall, remember } from "../app/memory.ts";

const KEY = "compare.1";

/** The most that the moving average keeps of what came before. */
export const SMOOTHEST = 0.99;

/** How a comparison is drawn; outlives the session. */
const styleSchema = z.object({
  quantities: z.array(z.string()).catch(["metric", "cost"]),
  across: z.enum(["iteration", "rollouts", "seconds"]).catch("rollouts"),
  log: z.boolean().catch(false),
  /** Weight of what came before in the moving average, 0 for none. */
  smoothing: z.number().min(0).max(SMOOTHEST).catch(0),
  seeds: z.enum(["std", "range", "all"]).catch("std"),
  shown: z.enum(["curves", "rollouts"]).catch("curves"),
  /** Two rollouts, each in a scene of its own or both in one. */
  scenes: z.enum(["split", "overlaid"]).catch("split"),
});
export type CompareStyle = z.infer<typeof styleSchema>;

export const seedTitles: Record<CompareStyle["seeds"], string> = { std: "Mean ± std", range: "Min–max", all: "All" };

export interface Comparison extends CompareStyle {
  runs: readonly number[];
  /** Key of the entry that the others are measured against; null for none. */
  baseline: string | null;
}

export const useComparison = create<Comparison>(() => ({
  runs: [],
  baseline: null,
  ...styleSchema.parse(recall(KEY) ?? {}),
}));
useComparison.subscribe(({ runs: _, baseline: __, ...style }) => remember(KEY, style));

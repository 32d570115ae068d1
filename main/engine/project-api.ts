/** The part of the contract that is about projects as a whole: their store's health, their size, and moving them. */
import { z } from "zod";

/** One thing that is wrong with a store. */
export const storeFindingSchema = z.object({
  /** null for what belongs to no run. */
  run: z.number().int().nullable(),
  /** null for what belongs to no iteration. */
  iteration: z.number().int().nullable(),
  /** The table, or `file` for SQLite's own checks. */
  part: z.string(),
  problem: z.string(),
});
export type StoreFinding = z.infer<typeof storeFindingSchema>;

export const storeReportSchema = z.object({
  file: z.string(),
  bytes: z.number(),
  /** Version of its tables; null where the file could not be asked. */
  version: z.number().int().nullable(),
  runs: z.number().int(),
  /** Rows that were compared with their checksums. */
  rows: z.number().int(),
  /** Why the file cannot be read at all; null as a rule. */
  refusal: z.string().nullable(),
  findings: z.array(storeFindingSchema),
  /** Findings beyond those that are listed. */
  more: z.number().int(),
});
export type StoreReport = z.infer<typeof storeReportSchema>;

/** What repair did to one run. */
export const repairedRunSchema = z.object({
  run: z.number().int(),
  actions: z.array(z.string()),
});
export type RepairedRun = z.infer<typeof repairedRunSchema>;

export const repairReportSchema = z.object({
  /** Where the damaged store is now, byte for byte; null when there was nothing to repair. */
  movedTo: z.string().nullable(),
  runs: z.array(repairedRunSchema),
  /** Rows in the store now, and rows of the damaged one that did not match their checksums. */
  rows: z.number().int(),
  lostRows: z.number().int(),
});
export type RepairReport = z.infer<typeof repairReportSchema>;

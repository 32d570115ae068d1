/** The part of the contract that is about projects as a whole: their store's health, their size, and moving them. */
import { z } from "zod";
import { requestedConfigSchema } from "../../workers/methods/presets.ts";

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

/** What is done to a store that takes its time, step by step, and in words. */
export const storeSteps = {
  structure: "Checking the structure of the file",
  rows: "Comparing rows with their checksums",
  copying: "Copying the damaged store",
  salvaging: "Taking over what is good",
  checking: "Reading the new store through",
} as const;
export type StoreStep = keyof typeof storeSteps;

/** How far it has come. */
export interface StoreWork {
  what: "verify" | "repair";
  step: StoreStep;
  /** Rows, or bytes while copying, of `total`; both 0 where that cannot be told. */
  done: number;
  total: number;
}

/** Which rollouts of a finished run are kept; its last and its best iteration always are. */
export const retentionSchema = z.object({
  rollouts: z.enum(["all", "every", "best-and-last"]).meta({
    title: "Rollouts to keep",
    description: "all; those of every n-th iteration; or only those of the iteration of least cost and of the last",
  }),
  every: z.int().min(1).max(10_000).meta({ title: "n", description: "For every n-th iteration", unit: "iterations" }),
});
export type Retention = z.infer<typeof retentionSchema>;

/** Characters of a name, and of notes. */
export const [NAME_LIMIT, NOTES_LIMIT] = [200, 100_000];

/** Settings for a new run under a name. */
const projectPresetSchema = z.object({
  name: z.string().min(1).max(NAME_LIMIT),
  config: requestedConfigSchema,
});

/** What a project says about itself; the file `project.json`, but for its version. */
export const projectTextsSchema = z.object({
  name: z.string().min(1).max(NAME_LIMIT),
  notes: z.string().max(NOTES_LIMIT).default(""),
  presets: z.array(projectPresetSchema).max(1000).default([]),
  retention: retentionSchema.default({ rollouts: "all", every: 10 }),
});
export type ProjectTexts = z.infer<typeof projectTextsSchema>;

/** What of it may change; the rest stays. */
export const projectChangeSchema = z.strictObject({
  name: z.string().min(1).max(NAME_LIMIT).optional(),
  notes: z.string().max(NOTES_LIMIT).optional(),
  presets: z.array(projectPresetSchema).max(1000).optional(),
  retention: retentionSchema.optional(),
});
export type ProjectChange = z.infer<typeof projectChangeSchema>;

export const projectSizeSchema = z.object({
  /** The store with its log, of which `free` is reclaimed by compacting [bytes]. */
  store: z.number(),
  free: z.number(),
  /** What of the store is rollouts, controllers and states to go on from [bytes]. */
  rollouts: z.number(),
  controllers: z.number(),
  checkpoints: z.number(),
  /** The folders beside it [bytes]. */
  models: z.number(),
  exports: z.number(),
  /** Rollouts by run, and what the project's retention would free of them [bytes]. */
  runs: z.array(z.object({ run: z.number().int(), rollouts: z.number(), thinnable: z.number() })),
});
export type ProjectSize = z.infer<typeof projectSizeSchema>;

export interface Thinned {
  iterations: number;
  rollouts: number;
}

export interface ExportedProject {
  file: string;
  bytes: number;
  members: number;
}

/** What became of each run of a project that was merged into another. */
export interface MergedRun {
  from: number;
  /** Its number here; null where it was not brought in. */
  to: number | null;
  /** Why not; null where it was. */
  reason: string | null;
}

/** Absolute, because the engine's own folder means nothing to a client. */
const filePath = z.string().min(1).max(4096);

/** Arguments of the calls about projects, as tuples. */
export const projectArguments = {
  verify: z.tuple([]),
  repair: z.tuple([]),
  cancelStoreWork: z.tuple([]),
  project: z.tuple([]),
  changeProject: z.tuple([projectChangeSchema]),
  projectSize: z.tuple([]),
  applyRetention: z.tuple([]),
  compact: z.tuple([]),
  createProject: z.tuple([filePath, z.string().min(1).max(200)]),
  duplicateProject: z.tuple([filePath, z.strictObject({ rollouts: z.boolean() })]),
  exportProject: z.tuple([filePath, z.strictObject({ rollouts: z.boolean(), replace: z.boolean() })]),
  importProject: z.tuple([filePath, filePath]),
  mergeProject: z.tuple([filePath]),
} as const;

/** Calls about projects. All but the readers are refused while a run is training. */
export interface ProjectApi {
  /** Reads the whole store and says what is wrong with it; changes nothing. null where it was cancelled. */
  verify(): Promise<StoreReport | null>;
  /**
   * Makes a new store of what is good in a damaged one; the project is opened again afterwards. null where it was
   * cancelled, and nothing has changed.
   */
  repair(): Promise<RepairReport | null>;
  /** Ends a verification or repair that is under way, if one is. */
  cancelStoreWork(): Promise<void>;
  project(): Promise<ProjectTexts>;
  /** Resolves once it is on the disk. */
  changeProject(change: ProjectChange): Promise<ProjectTexts>;
  projectSize(): Promise<ProjectSize>;
  /** Thins out the rollouts of all finished runs as the project's retention says. */
  applyRetention(): Promise<Thinned>;
  /** Gives unused space of the store back to the disk; resolves to its sizes [bytes]. */
  compact(): Promise<{ before: number; after: number }>;
  /** Makes a project in a new or empty folder; the shell opens it in a window of its own. */
  createProject(folder: string, name: string): Promise<void>;
  /** A copy of this project in a new folder; this one stays open. */
  duplicateProject(folder: string, options: { rollouts: boolean }): Promise<void>;
  /** Writes this project to one file. */
  exportProject(file: string, options: { rollouts: boolean; replace: boolean }): Promise<ExportedProject>;
  /** Makes a project in a new folder of such a file; this one stays open. */
  importProject(file: string, folder: string): Promise<void>;
  /** Brings another project's runs into this one, with new numbers. */
  mergeProject(folder: string): Promise<MergedRun[]>;
}

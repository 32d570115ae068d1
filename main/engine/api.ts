/**
 * The contract between the engine and everything that talks to it: the window, the browser and the command line.
 *
 * One schema for each thing; arguments are checked against `engineArguments` at the door, inside nothing is optional.
 * The transport (a loopback WebSocket) is not part of the contract.
 */
import { z } from "zod";
import { kernelBuildSchema } from "../../workers/kernel-build.ts";
import { type RunConfig, runConfigSchema } from "../../workers/methods/config.ts";
import {
  completeConfig,
  presetsOf,
  type RequestedConfig,
  requestedConfigSchema,
} from "../../workers/methods/presets.ts";
import { MOST_RUNS } from "../../workers/methods/sweep.ts";
import type { SceneModel } from "../../workers/physics/scene-model.ts";
import { taskDescriptionSchema } from "../../workers/systems/description.ts";
import type { IterationSignals, RolloutDrawing, RolloutPhysics } from "./drawings.ts";
import { type ProjectApi, projectArguments, type StoreWork } from "./project-api.ts";
import { type ResultsApi, resultsArguments } from "./results-api.ts";

export type { RunConfig } from "../../workers/methods/config.ts";
export type { SceneModel } from "../../workers/physics/scene-model.ts";
export type { BodyShift, Preset, TaskDescription } from "../../workers/systems/description.ts";
export type { ControllerArrays, IterationSignals, RolloutDrawing, RolloutPhysics } from "./drawings.ts";
export type { ConditionDivergence, ExportRequest, MadeExport } from "./results-api.ts";
export type { RequestedConfig };
export { completeConfig, presetsOf, requestedConfigSchema, runConfigSchema, taskDescriptionSchema };

/** `interrupted`: its process ended without a clean stop; `--resume` continues it, as it does a cancelled run. */
export const runStatusSchema = z.enum(["running", "completed", "cancelled", "interrupted", "failed"]);
export type RunStatus = z.infer<typeof runStatusSchema>;

const conditionNumbersSchema = z.object({
  name: z.string().describe("Name of the task's condition"),
  cost: z.number().nullable(),
  metric: z.number().nullable(),
  success: z.number(),
  kl: z.number(),
});

const policyNumbersSchema = z.object({
  loss: z.number().describe("Divergence from the controllers that taught it, mean over its lessons [nat]"),
  kl: z
    .number()
    .nullable()
    .describe("Divergence between it and the next controllers, mean over conditions and steps [nat]"),
  cost: z.number().nullable().describe("Mean cost of the validation's rollouts; null where none did not diverge"),
  metric: z.number().nullable(),
  success: z.number().nullable().describe("Fraction of the validation's rollouts that succeeded"),
});

/** What an iteration's numbers hold beside those that every method has one of. */
export const iterationExtrasSchema = z.object({
  conditions: z.array(conditionNumbersSchema).describe("In the order of training"),
  policy: policyNumbersSchema.nullable().describe("null for a method that learns none"),
  modelError: z
    .number()
    .nullable()
    .default(null)
    .describe(
      "One-step error of the model before on the rollouts, root mean square, in multiples of a step's usual change; null where no model foretold them",
    ),
});

export const iterationSchema = z.object({
  iteration: z.number().int(),
  rollouts: z.number().int().describe("Rollouts in the run so far"),
  cost: z.number().nullable().describe("Mean cost of a rollout; null when every rollout diverged"),
  costStd: z.number().nullable(),
  metric: z.number().nullable(),
  metricStd: z.number().nullable(),
  success: z.number().describe("Fraction of rollouts that succeeded"),
  kl: z.number(),
  eta: z.number(),
  stepSize: z.number(),
  diverged: z.number().int(),
  accepted: z.boolean().describe("Whether the rollouts bore their controller out, so that it is improved further"),
  seconds: z.number(),
  phases: z.object({ sample: z.number(), fit: z.number(), optimise: z.number() }),
  ...iterationExtrasSchema.shape,
});
export type Iteration = z.infer<typeof iterationSchema>;

/** What a person has added to a run. */
export const runLabelsSchema = z.object({
  name: z.string().trim().max(200).describe("In place of the task's title; empty for none"),
  tags: z.array(z.string().trim().min(1).max(60)).max(40),
  star: z.boolean(),
  note: z.string().max(20_000),
  archived: z.boolean().describe("Kept out of the lists unless asked for"),
  deletedAt: z.string().nullable().describe("When it went to the bin (ISO 8601); null outside it"),
});
export type RunLabels = z.infer<typeof runLabelsSchema>;

export const noLabels: RunLabels = { name: "", tags: [], star: false, note: "", archived: false, deletedAt: null };

export const runSummarySchema = z.object({
  id: z.number().int(),
  task: z.string(),
  method: z.string(),
  seed: z.number().int(),
  status: runStatusSchema,
  /** Reason of a failure, why a run that is going on is paused, or what repair did; else null. */
  reason: z.string().nullable(),
  iterationsDone: z.number().int(),
  iterationsTotal: z.number().int(),
  rollouts: z.number().int(),
  /** Metric, success and cost of the last accepted iteration; null before the first. */
  metric: z.number().nullable(),
  success: z.number().nullable(),
  cost: z.number().nullable(),
  /** The best metric of any accepted iteration. */
  bestMetric: z.number().nullable(),
  /** Computing time over all sessions of the run [s]. */
  seconds: z.number(),
  /** ISO 8601. */
  createdAt: z.string(),
  /** Equal for runs whose configurations differ in nothing but the seed. */
  group: z.string(),
  /** The run that it was made from, which may be gone; else null. */
  parent: z.number().int().nullable(),
  labels: runLabelsSchema,
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** A part of a run that is known to be missing; iteration 0 stands for the run as a whole. */
export const gapSchema = z.object({
  iteration: z.number().int(),
  part: z.enum(["run_inputs", "iterations", "rollouts", "controllers", "policies", "model_errors", "checkpoints"]),
  /** `retention`: thinned out as the project says; `export`: left out of an archive; `repair`: lost to damage. */
  cause: z.enum(["retention", "export", "repair"]),
});
export type Gap = z.infer<typeof gapSchema>;

export const runDetailSchema = z.object({
  summary: runSummarySchema,
  config: runConfigSchema,
  configHash: z.string(),
  versions: z.object({ app: z.string(), mujoco: z.string(), node: z.string(), kernels: kernelBuildSchema }),
  /** The task as it was when the run started. */
  task: taskDescriptionSchema,
  iterations: z.array(iterationSchema),
  gaps: z.array(gapSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

export const progressSchema = z.object({
  run: z.number().int(),
  iteration: z.number().int(),
  iterations: z.number().int(),
  phase: z.enum(["starting", "sample", "fit", "optimise"]),
  done: z.number().int(),
  total: z.number().int(),
  /** Computing time of the run before it was resumed, and since then. */
  elapsedSeconds: z.number(),
  /** null until the first iteration has shown how long one takes. */
  etaSeconds: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export const engineInfoSchema = z.object({
  app: z.string(),
  project: z.object({
    name: z.string(),
    folder: z.string(),
    readOnly: z.boolean(),
    /** Who writes to it, where that is another process. */
    writer: z.object({ pid: z.number().int(), since: z.string() }).nullable(),
    /** What is wrong with its store's structure, where it is read in spite of it; null as a rule. */
    damage: z.string().nullable(),
  }),
  cores: z.number().int(),
});
export type EngineInfo = z.infer<typeof engineInfoSchema>;

/** What a person has set for this machine, whatever the project. */
export const settingsSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).meta({
    title: "Theme",
    description: "Colours of the window",
    choices: { system: "As the system", light: "Light", dark: "Dark" },
  }),
  zoom: z.number().min(0.5).max(2).meta({
    title: "Zoom",
    description: "Size of everything in the window",
    unit: "×",
  }),
  motion: z.enum(["system", "reduced", "full"]).meta({
    title: "Motion",
    description: "With reduced motion nothing moves that was not asked to: a new run is not played by itself",
    choices: { system: "As the system", reduced: "Reduced", full: "Full" },
  }),
  trainingCores: z.int().min(1).meta({
    title: "Cores for training",
    description:
      "Cores that a run started here computes on; its numbers do not depend on it. One core left out keeps the window quick",
    unit: "cores",
  }),
  notifications: z.boolean().meta({
    title: "Notifications",
    description: "A message of the system when a run has ended and the window is not looked at",
  }),
  projectsFolder: z.string().min(1).max(4096).meta({
    title: "Projects folder",
    description: "Where the dialog for projects begins",
  }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A run that waits for its turn. */
export const queuedSchema = z.object({
  id: z.int().min(1),
  config: requestedConfigSchema,
  parent: z.int().min(1).nullable().describe("The run that it is made from"),
  ownModel: z.boolean().describe("Whether it trains with a model that somebody chose in place of the task's own"),
});
export type Queued = z.infer<typeof queuedSchema>;

export interface QueueState {
  /** In the order in which they will be started. */
  entries: Queued[];
  /** Whether nothing is started from it for now. */
  paused: boolean;
  /** Why it was paused where no person did; else null. */
  reason: string | null;
  /** What is wrong with the file that it is kept in; null as a rule. */
  damage: string | null;
}

export const logLineSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  level: z.enum(["info", "warning", "error"]),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** What somebody who helps needs to know about this machine; nothing that is private. */
export interface Diagnostics {
  versions: Record<string, string>;
  platform: string;
  /** [bytes] */
  memory: number;
  cores: number;
  /** Of the person: texts may name them, and they stay here. */
  folders: { project: string; home: string };
}

/** The longest MJCF text that is taken in place of a task's own [characters]. */
const MODEL_LENGTH = 900_000;

const runId = z.int().min(1);
/** Far above what a person would choose. */
const runIds = z.array(runId).min(1).max(100_000);

const { name, tags, star, note, archived } = runLabelsSchema.shape;
const labelsEditSchema = z.object({
  run: runId,
  /** What is absent stays. */
  change: z.strictObject({
    name: name.exactOptional(),
    tags: tags.exactOptional(),
    star: star.exactOptional(),
    note: note.exactOptional(),
    archived: archived.exactOptional(),
  }),
});
export type LabelsEdit = z.infer<typeof labelsEditSchema>;

/** What a run may be given beside its configuration. */
const trainingExtrasSchema = z.strictObject({
  /** MJCF in place of the task's own. */
  model: z.string().min(1).max(MODEL_LENGTH).optional(),
  /** The run that it is made from. */
  parent: runId.nullable().optional(),
});
export type TrainingExtras = z.infer<typeof trainingExtrasSchema>;

/** Arguments of every call, as tuples. A call whose arguments do not parse is refused before its handler runs. */
export const engineArguments = {
  info: z.tuple([]),
  tasks: z.tuple([]),
  /** Drawing of a task's own model. */
  taskModel: z.tuple([z.string()]),
  runs: z.tuple([]),
  run: z.tuple([runId]),
  configurations: z.tuple([z.array(runId).min(1).max(500)]),
  /** Drawing of the model that the run was trained with. */
  runModel: z.tuple([runId]),
  rollouts: z.tuple([runId, z.int().min(1)]),
  signals: z.tuple([runId, z.int().min(1)]),
  physics: z.tuple([runId, z.int().min(1)]),
  train: z.tuple([requestedConfigSchema, trainingExtrasSchema.optional()]),
  resume: z.tuple([runId]),
  cancel: z.tuple([runId]),
  editRuns: z.tuple([z.array(labelsEditSchema).min(1).max(100_000)]),
  deleteRuns: z.tuple([runIds]),
  restoreRuns: z.tuple([runIds]),
  emptyBin: z.tuple([]),
  settings: z.tuple([]),
  changeSettings: z.tuple([settingsSchema.partial()]),
  queue: z.tuple([]),
  enqueue: z.tuple([z.array(requestedConfigSchema).min(1).max(MOST_RUNS), trainingExtrasSchema.optional()]),
  dequeue: z.tuple([z.array(z.int().min(1)).max(2000)]),
  /** An entry, and its place among the others. */
  moveQueued: z.tuple([z.int().min(1), z.int().min(0)]),
  pauseQueue: z.tuple([z.boolean()]),
  log: z.tuple([]),
  diagnostics: z.tuple([]),
  ...resultsArguments,
  ...projectArguments,
} as const;

/** Calls that take as long as a project or a run is large, so that nobody can say when they are late. */
export const callsWithoutLimit: ReadonlySet<string> = new Set<keyof EngineApi>([
  "verify",
  "repair",
  "applyRetention",
  "compact",
  "duplicateProject",
  "exportProject",
  "importProject",
  "mergeProject",
  "exportRun",
  "report",
]);

/** Calls that do without the store, which is away while it is being repaired. */
export const callsWithoutStore: ReadonlySet<string> = new Set<keyof EngineApi>([
  "info",
  "tasks",
  "taskModel",
  "settings",
  "changeSettings",
  "queue",
  "log",
  "diagnostics",
  "project",
  "cancelStoreWork",
]);

/** What a client may call. Failures reject with an Error whose message is one line with a tip. */
export interface EngineApi extends TrainingApi, ResultsApi, ProjectApi {}

export interface TrainingApi {
  info(): Promise<EngineInfo>;
  tasks(): Promise<TaskDescriptionList>;
  taskModel(task: string): Promise<SceneModel>;
  runs(): Promise<RunSummary[]>;
  run(id: number): Promise<RunDetail>;
  /** What runs were started with, in the order asked for; null where that is damaged or of a version unknown here. */
  configurations(ids: number[]): Promise<(RunConfig | null)[]>;
  runModel(id: number): Promise<SceneModel>;
  rollouts(id: number, iteration: number): Promise<RolloutDrawing[]>;
  signals(id: number, iteration: number): Promise<IterationSignals>;
  /** By sample; the rollouts are replayed for it. */
  physics(id: number, iteration: number): Promise<RolloutPhysics[]>;
  /** Completes the configuration for its task, inserts the run and starts it; resolves once the run is in the store. */
  train(config: RequestedConfig, extras?: TrainingExtras): Promise<RunSummary>;
  resume(id: number): Promise<RunSummary>;
  /** Resolves when the run has stopped (within a second). */
  cancel(id: number): Promise<RunSummary>;
  /** Changes what was added to runs, in all of them or in none; resolves once it is on the disk, as all of these. */
  editRuns(edits: LabelsEdit[]): Promise<void>;
  /** Moves runs to the bin, from which they come back whole. A run that is training is refused. */
  deleteRuns(ids: number[]): Promise<void>;
  restoreRuns(ids: number[]): Promise<void>;
  /** Deletes for good what is in the bin; resolves with how many runs that were. */
  emptyBin(): Promise<number>;
  settings(): Promise<Settings>;
  /** Cores take effect with the next run that is started or resumed; resolves to all settings once they are on the disk. */
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  queue(): Promise<QueueState>;
  /** Runs that are started one after the other, whenever nothing trains. */
  enqueue(configs: RequestedConfig[], extras?: TrainingExtras): Promise<void>;
  dequeue(ids: number[]): Promise<void>;
  moveQueued(id: number, place: number): Promise<void>;
  pauseQueue(paused: boolean): Promise<void>;
  /** What has happened since the engine started, oldest first. */
  log(): Promise<LogLine[]>;
  diagnostics(): Promise<Diagnostics>;
}
type TaskDescriptionList = z.infer<typeof taskDescriptionSchema>[];

/** What the engine tells every connected client, after the store has it. */
export interface EngineEvents {
  runChanged(run: RunSummary): void;
  /** Many at once. */
  runsChanged(runs: RunSummary[]): void;
  /** They are gone for good. */
  runsRemoved(ids: number[]): void;
  iteration(run: number, iteration: Iteration): void;
  progress(progress: Progress): void;
  settingsChanged(settings: Settings): void;
  /** The project was repaired: nothing that was read before holds. */
  projectReopened(info: EngineInfo): void;
  queueChanged(queue: QueueState): void;
  logged(line: LogLine): void;
  /** How far a verification or repair has come; null when it has ended. */
  storeWork(work: StoreWork | null): void;
}

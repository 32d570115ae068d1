/**
 * The configuration of a run: one schema from which types, defaults, `--help`, `--set`, the window's form and the
 * docs derive. Field metadata: `title` (label), `description` (tooltip), `choices`, `symbol`, `unit`, `group`,
 * `advanced`.
 */
import { z } from "zod";
import { policyOptionsSchema } from "../policy/config.ts";
import { policySearchOptionsSchema } from "./policy-search-config.ts";

/** What the form and the help print beside a field. */
export interface FieldMeta {
  title: string;
  description: string;
  /** The allowed values in words, by value. */
  choices?: Record<string, string>;
  symbol?: string;
  unit?: string;
  /** Heading in the form; fields without a group stand at the top. */
  group?: "Step size" | "Dynamics" | "Exploration" | "Policy" | "Known model";
  /** Folded away by default. */
  advanced?: boolean;
  /** The methods that read it; all of them when absent. */
  methods?: readonly MethodName[];
}

const methodNames = ["trajectory", "gps", "ilqg"] as const;
type MethodName = (typeof methodNames)[number];
/** They learn the dynamics from rollouts. */
const learners: readonly MethodName[] = ["trajectory", "gps"];

function field<T extends z.ZodType>(schema: T, meta: FieldMeta): T {
  return schema.meta({ ...meta });
}

/** Options of the trajectory-centric method (method sections 1 and 2); each may be given as `--set key=value`. */
export const trajectoryOptionsSchema = z.strictObject({
  klStep: field(z.number().positive().max(100).default(0.3), {
    title: "KL step",
    symbol: "ε/T",
    unit: "nat per step",
    description:
      "Bound on the KL divergence between successive trajectory distributions, per time step, before adaptation",
    group: "Step size",
  }),
  stepMin: field(z.number().positive().max(1).default(0.2), {
    title: "Smallest step multiplier",
    description: "The adaptive multiplier of the KL step does not fall below this",
    group: "Step size",
    advanced: true,
  }),
  stepMax: field(z.number().positive().max(100).default(10), {
    title: "Largest step multiplier",
    description: "The adaptive multiplier of the KL step does not rise above this",
    group: "Step size",
    advanced: true,
  }),
  stepGrowth: field(z.number().min(1).max(10).default(1.5), {
    title: "Largest growth of the step",
    description: "The multiplier of the KL step grows at most by this factor from one iteration to the next",
    group: "Step size",
    advanced: true,
  }),
  stepShrink: field(z.number().positive().max(1).default(0.5), {
    title: "Largest shrinkage of the step",
    description: "The multiplier of the KL step shrinks at most by this factor; by exactly this one after a rejection",
    group: "Step size",
    advanced: true,
  }),
  rollbackRatio: field(z.number().min(0).max(1000).default(1.3), {
    title: "Rollback ratio",
    symbol: "ρ",
    description:
      "A controller whose rollouts cost more than this many times the best so far is taken back; 0 never takes one back, as published",
    group: "Step size",
    advanced: true,
  }),
  retrialAfter: field(z.int().min(0).max(100).default(0), {
    title: "Retrial after",
    unit: "rejections",
    description:
      "After so many candidates in a row were taken back, the controller that they were made from is sampled again: it stays, with a model of twice the rollouts, or is dropped; 0 drops it at the second, untried",
    group: "Step size",
    advanced: true,
  }),
  components: field(z.int().min(1).max(100).default(40), {
    title: "Mixture components",
    description: "At most this many components; fewer while there are not 40 transitions for each",
    group: "Dynamics",
    advanced: true,
  }),
  mixtureWindow: field(z.int().min(1).max(100).default(8), {
    title: "Mixture window",
    unit: "iterations",
    description: "The mixture is fitted to the transitions of this many recent iterations",
    group: "Dynamics",
    advanced: true,
  }),
  mixtureStride: field(z.int().min(1).max(100).default(2), {
    title: "Mixture stride",
    unit: "steps",
    description: "The mixture sees every n-th transition",
    group: "Dynamics",
    advanced: true,
  }),
  mixtureSweeps: field(z.int().min(1).max(200).default(8), {
    title: "EM sweeps",
    description: "Sweeps of expectation–maximisation an iteration, started from the last iteration's mixture",
    group: "Dynamics",
    advanced: true,
  }),
  fitWindow: field(z.int().min(1).max(4).default(4), {
    title: "Fit window",
    unit: "iterations",
    description:
      "The dynamics of each step are fitted to the rollouts of this many accepted iterations; 1 is the published method",
    group: "Dynamics",
    advanced: true,
  }),
  priorMean: field(z.number().positive().max(1000).default(1), {
    title: "Weight of the prior's mean",
    symbol: "m",
    unit: "samples",
    description: "How many samples the prior mean of a time step counts for",
    group: "Dynamics",
    advanced: true,
  }),
  priorCovariance: field(z.number().positive().max(1000).default(1), {
    title: "Weight of the prior's covariance",
    symbol: "n₀",
    unit: "samples",
    description: "How many samples the prior covariance of a time step counts for",
    group: "Dynamics",
    advanced: true,
  }),
  ridge: field(z.number().positive().max(1).default(1e-6), {
    title: "Ridge",
    description: "Regularisation of the regression at each step when there is no prior",
    group: "Dynamics",
    advanced: true,
  }),
  noiseSmoothing: field(z.number().min(0).max(50).default(0), {
    title: "Noise smoothing",
    symbol: "σ",
    unit: "steps",
    description: "Standard deviation of the kernel that smooths the exploration noise over time; 0 gives white noise",
    group: "Exploration",
  }),
  demonstration: field(z.boolean().default(true), {
    title: "Start from the demonstration",
    description: "The first controller is fitted to the task's demonstration, where it has one",
    group: "Exploration",
    advanced: true,
  }),
  startSpread: field(z.number().min(0).max(10).default(1), {
    title: "Spread of the starts",
    unit: "× the task's",
    description:
      "Training starts from initial states spread this many times as wide as the task declares, so that a controller that passes is at home in the task's own; 1 trains on the task's own",
    group: "Exploration",
    advanced: true,
  }),
  lateSpread: field(z.number().min(0).max(10).default(1), {
    title: "Late spread of the starts",
    unit: "× the task's",
    description:
      "Spread of the starts in later iterations, when less action noise is left to show a controller's limits",
    group: "Exploration",
    advanced: true,
  }),
  lateSpreadStart: field(z.int().min(0).max(10_000).default(8), {
    title: "Late spread starts after",
    unit: "iterations",
    description: "Iterations with the first spread of the starts",
    group: "Exploration",
    advanced: true,
  }),
  noiseDecay: field(z.number().positive().max(1).default(0.97), {
    title: "Noise decay",
    description:
      "Factor on the action covariance at every accepted iteration after the first ones, and at every rejection; 1 leaves the noise to the objective, as published",
    group: "Exploration",
  }),
  noiseDecayStart: field(z.int().min(0).max(10_000).default(5), {
    title: "Noise decay starts after",
    unit: "iterations",
    description: "Before that the noise decays at rejections only",
    group: "Exploration",
    advanced: true,
  }),
  noiseFloor: field(z.number().min(0).max(1).default(1e-3), {
    title: "Noise floor",
    unit: "× the first",
    description:
      "Standard deviations of the controllers' actions do not fall below this many times the first controller's, so that a long run goes on; 0 sets no floor, as published",
    group: "Exploration",
    advanced: true,
  }),
});

/** Options of iLQG on the true model; each may be given as `--set key=value`. */
export const ilqgOptionsSchema = z.strictObject({
  differenceStep: field(z.number().positive().max(0.1).default(1e-5), {
    title: "Difference step",
    symbol: "h",
    description:
      "Change of a state or action that derivatives are taken over; 1e-3 sees past the jumps of feet on the ground",
    group: "Known model",
    advanced: true,
  }),
  startDamping: field(z.number().min(0).max(1e6).default(1), {
    title: "First damping",
    symbol: "μ",
    description: "Cost of leaving the nominal states, in the first backward sweep; it falls as steps succeed",
    group: "Known model",
    advanced: true,
  }),
  searchSteps: field(z.int().min(1).max(50).default(11), {
    title: "Steps of the line search",
    description: "So many step lengths 1, ½, ¼ … are tried, a rollout each, before the damping grows",
    group: "Known model",
    advanced: true,
  }),
  searchRatio: field(z.number().min(0).max(1).default(0.01), {
    title: "Least reduction",
    symbol: "c",
    description: "A step is taken when it lowers the cost by at least this part of what the model predicts",
    group: "Known model",
    advanced: true,
  }),
});

/** The same fields, each with the methods that read it. */
function readBy<T extends Record<string, z.ZodType>>(methodsOf: (key: string) => readonly MethodName[], shape: T): T {
  const marked = Object.entries(shape).map(([key, option]) => [
    key,
    option.meta({ ...option.meta(), methods: methodsOf(key) }),
  ]);
  return Object.fromEntries(marked) as T;
}

/** What iLQG's first controller is made with, too. */
const ofEveryStart = ["noiseSmoothing", "demonstration"];

/** The options of every method in one list: a method reads its own. */
export const methodOptionsSchema = z.strictObject({
  ...readBy((key) => (ofEveryStart.includes(key) ? methodNames : learners), trajectoryOptionsSchema.shape),
  ...readBy(() => ["gps"], { ...policySearchOptionsSchema.shape, ...policyOptionsSchema.shape }),
  ...readBy(() => ["ilqg"], ilqgOptionsSchema.shape),
});

export const runConfigSchema = z.strictObject({
  task: field(z.string(), { title: "Task", description: "Robot task to train on" }),
  method: field(z.enum(methodNames).default("trajectory"), {
    title: "Method",
    description: "Learning algorithm, or the baseline that knows the true model",
    choices: { trajectory: "Trajectory optimisation", gps: "Guided policy search", ilqg: "iLQG on the true model" },
  }),
  conditions: field(z.string().default("single"), {
    title: "Conditions",
    description: "Set of the task's conditions to train on, a controller for each; iLQG takes its first",
  }),
  seed: field(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1),
    {
      title: "Seed",
      description: "Seed of every random number of the run; the same seed gives the same bytes",
    },
  ),
  iterations: field(z.int().min(1).max(10_000).default(20), {
    title: "Iterations",
    description: "Iterations of sampling and improving",
  }),
  samples: field(z.int().min(2).max(200).default(5), {
    title: "Samples",
    symbol: "N",
    unit: "rollouts",
    description: "Rollouts an iteration in each condition; iLQG makes as many as its line search needs",
    methods: learners,
  }),
  prior: field(z.enum(["gmm", "none"]).default("gmm"), {
    title: "Dynamics prior",
    description: "What the dynamics of each step are fitted with; without a prior it takes more samples",
    choices: { gmm: "Gaussian mixture", none: "None (ridge)" },
    group: "Dynamics",
    methods: learners,
  }),
  options: methodOptionsSchema.prefault({}),
});

export type RunConfig = z.infer<typeof runConfigSchema>;
export type TrajectoryOptions = z.infer<typeof trajectoryOptionsSchema>;
export type MethodOptions = z.infer<typeof methodOptionsSchema>;
export type IlqgOptions = z.infer<typeof ilqgOptionsSchema>;

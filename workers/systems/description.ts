/**
 * What a robot task tells the rest of the program about itself: names, sizes, units and limits.
 *
 * A description is plain data. The command line prints it, the store keeps a run's copy of it and the window
 * draws from it; the task's behaviour (cost, initial controller) lives beside it in the task's own file.
 */
import { z } from "zod";

/** One entry of the state or action vector. */
const signalSchema = z.object({
  name: z.string().describe("Name, unique within the vector"),
  symbol: z.string().describe("Symbol used in the equations"),
  unit: z.string().describe("SI unit"),
  /** [low, high] where the quantity is limited, else null. */
  range: z.tuple([z.number(), z.number()]).nullable(),
});

/** One additive term of the cost ℓ(x, u). */
const costTermSchema = z.object({
  name: z.string(),
  title: z.string(),
  weight: z.number(),
  formula: z.string().describe("The term as the appendix writes it"),
});

/** A body of the model that is fixed to the world, moved before a rollout. */
const shiftSchema = z.object({
  body: z.string().describe("Name of the MJCF body"),
  by: z.tuple([z.number(), z.number(), z.number()]).describe("From where the model has it [m]"),
});

/** What a rollout starts from: a Gaussian over initial states x₁ ~ N(mean, diag(std²)), and where bodies stand. */
const conditionSchema = z.object({
  name: z.string().describe("Name; equal names in a task mean equal conditions"),
  mean: z.array(z.number()).describe("[dX] mean of the initial state"),
  std: z.array(z.number()).describe("[dX] standard deviation of the initial state"),
  shifts: z.array(shiftSchema),
});

/** Conditions that a run trains on, and others that its policy is tried in afterwards. */
const conditionSetSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  trained: z.array(conditionSchema).min(1),
  heldOut: z.array(conditionSchema),
});

/** A soft body: polygons between sites of the model, in whose edges muscles run. */
const skinSchema = z.object({
  chambers: z.array(z.array(z.string()).min(3)).describe("Names of the sites at each polygon's corners, in order"),
  muscles: z.array(
    z.object({
      ends: z.tuple([z.string(), z.string()]).describe("Names of sites"),
      action: z.number().int().describe("Index of the action that is the muscle's activation"),
    }),
  ),
});

/** What a picture of the task shows beyond the bodies of its model. */
const sceneSchema = z.object({
  follow: z.boolean().describe("Whether the view goes with the tip; else it holds all that the robot reaches"),
  water: z.boolean().describe("Whether the robot is in water"),
  feet: z.array(z.string()).describe("Names of the geoms whose contact with the ground is shown"),
  skin: skinSchema.nullable(),
});

/** The scene of a robot of rigid links that stays where it is. */
export const fixedScene: z.infer<typeof sceneSchema> = { follow: false, water: false, feet: [], skin: null };

/** A default of the task's own, in place of the one that a run's configuration has for all tasks. */
const presetSchema = z.object({
  key: z.string().describe("A setting of a run, or an option of its method"),
  value: z.union([z.number(), z.string(), z.boolean()]),
  reason: z.string().describe("Why this task needs it, a sentence without its full stop"),
  methods: z.array(z.string()).min(1).optional().describe("Methods that it holds for; all when absent"),
});

export type Preset = z.infer<typeof presetSchema>;

export const taskDescriptionSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  /** File in resources/models that holds the MJCF model. */
  model: z.string(),
  stateDim: z.number().int(),
  actionDim: z.number().int(),
  steps: z.number().int().describe("Time steps T of a rollout"),
  dt: z.number().describe("Control period [s]"),
  states: z.array(signalSchema),
  actions: z.array(signalSchema),
  observation: z.array(z.number().int().min(0)).min(1).describe("Indices of the states that a policy sees"),
  travel: z
    .number()
    .int()
    .min(0)
    .nullable()
    .describe("Index of the state that counts the distance travelled [m]; null for a robot that stays in its place"),
  costTerms: z.array(costTermSchema),
  /** The first is what a run trains on unless it says otherwise. */
  conditionSets: z.array(conditionSetSchema).min(1),
  metric: z.object({
    name: z.string(),
    title: z.string(),
    unit: z.string(),
    better: z.enum(["lower", "higher"]),
  }),
  success: z.object({ title: z.string(), threshold: z.number() }),
  /** Names of MJCF sites: the end effector is in their middle; the goal of a task that has one. */
  sites: z.object({ tip: z.array(z.string()).min(1), target: z.string().nullable() }),
  scene: sceneSchema.default(fixedScene),
  presets: z.array(presetSchema).default([]),
});

export type TaskDescription = z.infer<typeof taskDescriptionSchema>;
export type BodyShift = z.infer<typeof shiftSchema>;
export type Condition = z.infer<typeof conditionSchema>;
export type ConditionSet = z.infer<typeof conditionSetSchema>;

/** The condition that a task is shown and checked in. */
export function firstCondition({ conditionSets }: Pick<TaskDescription, "conditionSets">): Condition {
  return conditionSets[0].trained[0];
}

/** The set of this name; undefined where the task has none. */
export function conditionSetOf(
  { conditionSets }: Pick<TaskDescription, "conditionSets">,
  name: string,
): ConditionSet | undefined {
  return conditionSets.find((set) => set.name === name);
}

/** The condition of this name in any of the task's sets; undefined where there is none. */
export function conditionOf(
  { conditionSets }: Pick<TaskDescription, "conditionSets">,
  name: string,
): Condition | undefined {
  return conditionSets
    .flatMap(({ trained, heldOut }) => [...trained, ...heldOut])
    .find((condition) => condition.name === name);
}

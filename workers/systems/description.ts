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

/** A Gaussian over initial states x₁ ~ N(mean, diag(std²)); a run samples every rollout from one condition. */
const conditionSchema = z.object({
  name: z.string(),
  mean: z.array(z.number()).describe("[dX] mean of the initial state"),
  std: z.array(z.number()).describe("[dX] standard deviation of the initial state"),
});

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
  costTerms: z.array(costTermSchema),
  conditions: z.array(conditionSchema),
  metric: z.object({
    name: z.string(),
    title: z.string(),
    unit: z.string(),
    better: z.enum(["lower", "higher"]),
  }),
  success: z.object({ title: z.string(), threshold: z.number() }),
  /** Names of MJCF sites: the end effector is in their middle; the goal of a task that has one. */
  sites: z.object({ tip: z.array(z.string()).min(1), target: z.string().nullable() }),
});

export type TaskDescription = z.infer<typeof taskDescriptionSchema>;

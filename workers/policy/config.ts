/** The policy's part of a run's configuration; the metadata is that of workers/methods/config.ts. */
import { z } from "zod";

export const policyNetworkSchema = z.strictObject({
  hiddenLayers: z.int().min(0).max(4).default(1).meta({
    title: "Hidden layers",
    description: "Layers between the policy's inputs and its mean; 0 makes the policy linear",
    group: "Policy",
  }),
  units: z.int().min(1).max(512).default(40).meta({
    title: "Units",
    description: "Width of each hidden layer",
    group: "Policy",
  }),
  activation: z
    .enum(["softplus", "tanh", "relu"])
    .default("softplus")
    .meta({
      title: "Activation",
      description: "Nonlinearity of the hidden layers",
      choices: { softplus: "Soft rectifier", tanh: "Hyperbolic tangent", relu: "Rectifier" },
      group: "Policy",
      advanced: true,
    }),
});

/** What is learnt in a training, from what, and how it is linearised (method sections 3 and 4). */
export const policyOptionsSchema = z.strictObject({
  ...policyNetworkSchema.shape,
  policyCovariance: z
    .enum(["constant", "state"])
    .default("constant")
    .meta({
      title: "Policy covariance",
      symbol: "Σ^π",
      description:
        "The same in every state, in closed form, or standard deviations from a network of their own, which takes longer",
      choices: { constant: "The same in every state", state: "Depends on the state" },
      group: "Policy",
      advanced: true,
    }),
  relabelWindow: z.int().min(1).max(100).default(4).meta({
    title: "Training window",
    unit: "iterations",
    description: "The policy learns at the states of this many recent iterations, what the newest controllers do there",
    group: "Policy",
  }),
  policyStride: z.int().min(1).max(100).default(2).meta({
    title: "Training stride",
    unit: "steps",
    description: "The policy learns at every n-th state of a rollout",
    group: "Policy",
    advanced: true,
  }),
  policySpacing: z.number().min(0).max(10).default(0).meta({
    title: "Training spacing",
    symbol: "δ",
    unit: "σ",
    description:
      "States whose positions are nearer than this to those of the one before are left out, in standard deviations of what the controllers go through: a robot at rest teaches little; 0 leaves out none",
    group: "Policy",
    advanced: true,
  }),
  clipTargets: z.boolean().default(true).meta({
    title: "Clip targets",
    description: "What the policy learns to do stays within the actions' limits, as what the robot does",
    group: "Policy",
    advanced: true,
  }),
  policyEvaluations: z.int().min(1).max(10_000).default(100).meta({
    title: "Evaluations",
    description: "L-BFGS evaluates the policy's loss at most this often in an iteration, from the last policy on",
    group: "Policy",
  }),
  policyHistory: z.int().min(1).max(100).default(15).meta({
    title: "L-BFGS history",
    unit: "steps",
    description: "Steps whose curvature L-BFGS remembers",
    group: "Policy",
    advanced: true,
  }),
  policyPrecision: z
    .enum(["single", "double"])
    .default("single")
    .meta({
      title: "Training precision",
      description: "Single precision takes half the time; the last evaluations are made in doubles either way",
      choices: { single: "Single", double: "Double" },
      group: "Policy",
      advanced: true,
    }),
  linearisation: z
    .enum(["fit", "jacobian"])
    .default("fit")
    .meta({
      title: "Linearisation",
      description:
        "Fitted to what the policy does at the sampled states, as published, or its derivative at their mean",
      choices: { fit: "Fitted to the samples", jacobian: "Derivative at the mean" },
      group: "Policy",
      advanced: true,
    }),
  linearisationResidual: z.boolean().default(true).meta({
    title: "Count the residual",
    description: "What a fitted linearisation leaves unexplained counts as the policy's covariance, as published",
    group: "Policy",
    advanced: true,
  }),
});

export type PolicyNetwork = z.infer<typeof policyNetworkSchema>;
export type PolicyOptions = z.infer<typeof policyOptionsSchema>;

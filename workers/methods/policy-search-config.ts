/** What guided policy search adds to trajectory optimisation; the metadata is that of ./config.ts. */
import { z } from "zod";

const group = "Policy";

export const policySearchOptionsSchema = z.strictObject({
  policyTerm: z
    .enum(["appendix", "reverse"])
    .default("appendix")
    .meta({
      title: "Policy term",
      description: "Direction of the divergence between policy and controller that the controller's update weighs",
      choices: { appendix: "D(π‖p), as published", reverse: "D(p‖π), as in later papers" },
      group,
    }),
  visits: z
    .enum(["sampled", "predicted"])
    .default("sampled")
    .meta({
      title: "Divergence measured at",
      description:
        "The states that the divergence between policy and controller is measured at; predicted ones, as published, run away where the fit is unstable",
      choices: { sampled: "The sampled states", predicted: "The predicted states" },
      group,
      advanced: true,
    }),
  firstWeight: z.number().min(0).max(1e6).default(0.01).meta({
    title: "First weight",
    symbol: "λ",
    description: "Weight of the divergence between policy and controller in the first update, in units of cost per nat",
    group,
  }),
  weightStep: z.number().min(0).max(1e3).default(1e-3).meta({
    title: "Weight step",
    symbol: "α",
    description: "After an update the weight of each time step rises by this much for each nat of divergence there",
    group,
  }),
  weightGrowth: z.number().min(1).max(10).default(1).meta({
    title: "Weight growth",
    description: "The weights also rise by this factor at every update; 1 leaves them to the divergence, as published",
    group,
    advanced: true,
  }),
  weightMax: z.number().min(0).max(1e6).default(10).meta({
    title: "Largest weight",
    description: "The weights do not rise above this",
    group,
    advanced: true,
  }),
  noiseCap: z.number().min(0).max(100).default(1).meta({
    title: "Noise cap",
    unit: "× the first variance",
    description:
      "Action variances of the controllers do not rise above this many times those of the first one; 0 sets no cap, as published",
    group,
    advanced: true,
  }),
  validationEpisodes: z.int().min(0).max(1000).default(5).meta({
    title: "Validation rollouts",
    description:
      "Rollouts without noise in each condition, from the same starts in each iteration, that choose the best of a run's policies; they count as rollouts. 0 takes the last policy",
    group,
    advanced: true,
  }),
  validationLength: z.number().min(1).max(100).default(1).meta({
    title: "Validation length",
    unit: "× the task's time",
    description:
      "How many times as long as the task a validation rollout lasts, which counts as one all the same: whether a policy keeps going shows only then",
    group,
    advanced: true,
  }),
  policyRollback: z.number().min(0).max(1000).default(0).meta({
    title: "Policy rollback ratio",
    symbol: "ρ_π",
    description:
      "A policy that fails in validation more often than the best one before it, or costs more than this many times as much, is dropped, and the best one taught again; 0 keeps every policy, as published",
    group,
    advanced: true,
  }),
  ownVisits: z.boolean().default(false).meta({
    title: "Learn where the policy goes",
    description:
      "The states of the validation's rollouts are among those that the policy learns at: what the condition's controller would do where the policy has got to, at the step whose positions are nearest",
    group,
    advanced: true,
  }),
  leadWeight: z.number().min(1).max(1e6).default(1).meta({
    title: "Lead of the first condition",
    description:
      "In the first moments the first condition's controller counts this many times as much as the others in the policy's loss, so that a policy that cannot tell the conditions apart begins in one way; 1 lets all count alike, as published",
    group,
    advanced: true,
  }),
  leadTime: z.number().positive().max(1e3).default(0.15).meta({
    title: "Time of the lead",
    symbol: "τ",
    unit: "s",
    description: "Within this time the first condition's lead falls to a third, and so on",
    group,
    advanced: true,
  }),
  validationInterval: z.int().min(1).max(1000).default(5).meta({
    title: "Validation interval",
    unit: "iterations",
    description: "Every so many iterations the policy is tried; each time would cost as many rollouts as learning does",
    group,
    advanced: true,
  }),
});

export type PolicySearchOptions = z.infer<typeof policySearchOptionsSchema>;

/** The network's part of a run's configuration; the metadata is that of workers/methods/config.ts. */
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

export type PolicyNetwork = z.infer<typeof policyNetworkSchema>;

/**
 * The policy as a graph, in the letters of workers/policy/gaussian-policy.ts:
 *
 *   õ = (o − m) / s,   mean = a + b ∘ network(õ),   std = √diag(Σ) or exp(d(õ)),   action = mean within its limits
 *
 * Its input is the observation, not the state: a robot need not measure what the policy does not see.
 */
import type { GaussianPolicy } from "../../../workers/policy/gaussian-policy.ts";
import { layersOf } from "../../../workers/policy/network.ts";
import type { TaskDescription } from "../../engine/api.ts";
import { entries, GraphBuilder, outputPorts, signals } from "./graph-builder.ts";
import type { Graph } from "./model.ts";

const activations = { softplus: "Softplus", tanh: "Tanh", relu: "Relu" };

/** @throws GuidepostError where the policy holds numbers that are not finite */
export function policyGraph(policy: GaussianPolicy, task: TaskDescription): Graph {
  const { observation, whitening, network, scaling } = policy;
  const [dO, dU] = [observation.length, scaling.offset.length];
  const g = new GraphBuilder();
  // õ = (o − m) / s
  const centred = g.node("Sub", "centred", "observation", g.constant("whitening_mean", [dO], whitening.mean));
  const whitened = g.node("Div", "whitened", centred, g.constant("whitening_scale", [dO], whitening.scale));
  // mean = a + b ∘ network(õ)
  const scaled = addNetwork(g, "network", network, whitened);
  const moved = g.node("Mul", "mean_offset", scaled, g.constant("action_scale", [dU], scaling.scale));
  const mean = g.node("Add", "mean", moved, g.constant("action_offset", [dU], scaling.offset));
  addDeviations(g, policy, whitened, mean);
  g.limit(mean, task.actions);
  const seen = entries(observation.map((i) => task.states[i]));
  return g.graph("policy", [signals("observation", dO, seen)], outputPorts(task.actions));
}

/** Gemm for each layer, x W + b with W: [inputs, outputs]. Returns the name of the last layer's output. */
function addNetwork(
  g: GraphBuilder,
  name: string,
  { shape, parameters }: GaussianPolicy["network"],
  input: string,
): string {
  const layers = layersOf(shape);
  return layers.reduce((below, { inputs, outputs, weights, biases }, l) => {
    const layer = `${name}_${l + 1}`;
    const W = g.constant(`${layer}_weights`, [inputs, outputs], parameters.subarray(weights, biases));
    const b = g.constant(`${layer}_biases`, [outputs], parameters.subarray(biases, biases + outputs));
    const sum = g.node("Gemm", `${layer}_sum`, below, W, b);
    return l < layers.length - 1 ? g.node(activations[shape.activation], `${layer}_units`, sum) : sum;
  }, input);
}

function addDeviations(
  g: GraphBuilder,
  { covariance, deviations, scaling }: GaussianPolicy,
  whitened: string,
  mean: string,
): void {
  if (deviations !== null) {
    g.node("Exp", "std", addNetwork(g, "deviations", deviations, whitened));
    return;
  }
  const dU = scaling.offset.length;
  const std = scaling.offset.map((_, j) => Math.sqrt(covariance[j * dU + j]));
  // The same in every state of the batch.
  g.node("Expand", "std", g.constant("constant_std", [dU], std), g.node("Shape", "mean_shape", mean));
}

/**
 * A covariance that depends on the state, Σ(x) = diag(exp(2 d(õ))) with d a network. What section 4 asks of it, divided by
 * the sum of the weights λ, is
 *
 *   L(θ) = Σ_i ½ { tr(Σ(x_i) W_i) − λ_i log|Σ(x_i)| } / Σ_i λ_i = Σ_i Σ_j { ½ exp(2 d_ij) W_i,jj − λ_i d_ij } / Σ_i λ_i
 *   ∂L/∂d_ij = { exp(2 d_ij) W_i,jj − λ_i } / Σ_i λ_i
 */
import { type MinimiseOptions, type Minimum, minimise } from "./lbfgs.ts";
import type { Lessons } from "./lessons.ts";
import type { Loss } from "./loss.ts";
import { layersOf, type NetworkShape } from "./network.ts";
import { networkPass } from "./network-pass.ts";

type Weighted = Pick<Lessons, "count" | "actionDim" | "groups" | "precisions" | "weights">;

/** @param inputs õ: [n, dO] */
export function deviationLoss(shape: NetworkShape, inputs: Float64Array, lessons: Weighted): Loss {
  const { count, actionDim: dU, groups, precisions, weights } = lessons;
  const pass = networkPass(shape, count, inputs);
  const total = groups.reduce((sum, group) => sum + weights[group], 0);
  return (parameters, gradient) => {
    pass.forward(parameters);
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const group = groups[i];
      for (let j = 0; j < dU; j++) {
        const d = pass.outputs[i * dU + j];
        const trace = Math.exp(2 * d) * precisions[(group * dU + j) * dU + j];
        loss += (0.5 * trace - weights[group] * d) / total;
        pass.delta[i * dU + j] = (trace - weights[group]) / total;
      }
    }
    pass.backward(parameters, gradient);
    return loss;
  };
}

/** Parameters of a network that says log √Σ_jj of a covariance [dU, dU] everywhere; the layers below are those given. */
export function constantDeviations(shape: NetworkShape, below: Float64Array, covariance: Float64Array): Float64Array {
  const { weights, biases, outputs } = layersOf(shape)[shape.sizes.length - 2];
  const parameters = below.slice().fill(0, weights, biases);
  for (let j = 0; j < outputs; j++) parameters[biases + j] = 0.5 * Math.log(covariance[j * outputs + j]);
  return parameters;
}

export function fitDeviations(
  shape: NetworkShape,
  inputs: Float64Array,
  lessons: Weighted,
  start: Float64Array,
  options: MinimiseOptions,
): Minimum {
  return minimise(deviationLoss(shape, inputs, lessons), start, options);
}

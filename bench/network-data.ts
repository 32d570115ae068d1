/** A policy network and the samples that it is fitted to. */

import type { PolicySamples } from "../workers/policy/loss.ts";
import { initialParameters, type NetworkShape, networkShape } from "../workers/policy/network.ts";
import { definite, normals, randomOf } from "./data.ts";
import type { NumpyData } from "./numpy-process.ts";

export interface NetworkProblem {
  shape: NetworkShape;
  samples: PolicySamples;
  parameters: Float64Array;
}

/** `count` whitened samples whose precisions come by 500 groups, one hidden layer of soft rectifiers. */
export function networkProblem(count: number, inputs: number, units: number, outputs: number): NetworkProblem {
  const random = randomOf(count + 31 * inputs + 7 * units + outputs);
  const shape = networkShape({ hiddenLayers: 1, units, activation: "softplus" }, inputs, outputs);
  const groups = 500;
  const samples = {
    count,
    inputs: normals(random, count * inputs, 1),
    targets: normals(random, count * outputs, 1),
    groups: Int32Array.from({ length: count }, (_, i) => i % groups),
    precisions: definite(random, groups, outputs, 1, 0.5),
  };
  return { shape, samples, parameters: initialParameters(shape, random) };
}

export function networkForNumpy({ shape, samples, parameters }: NetworkProblem): NumpyData {
  const [inputs, units, outputs] = shape.sizes;
  const { count, groups, precisions } = samples;
  return {
    arrays: {
      inputs: { values: samples.inputs, shape: [count, inputs] },
      targets: { values: samples.targets, shape: [count, outputs] },
      groups: { values: Float64Array.from(groups), shape: [count] },
      precisions: { values: precisions, shape: [precisions.length / outputs ** 2, outputs, outputs] },
      parameters: { values: parameters, shape: [parameters.length] },
    },
    sizes: { units },
  };
}

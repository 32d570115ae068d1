/** What fitting a policy's network costs: the loss and its gradient, evaluated hundreds of times on the same samples. */
import type { Loss, PolicySamples } from "./loss.ts";
import type { NetworkShape } from "./network.ts";

/** Of the values inside an evaluation; the loss and the gradient are summed and returned in doubles. */
export type Precision = "single" | "double";

export interface NetworkKernels {
  /**
   * Places the samples once, lets `use` evaluate the loss on them and takes the room back when it returns.
   * Without kernels for single precision the values are doubles.
   */
  withLoss<T>(shape: NetworkShape, samples: PolicySamples, precision: Precision, use: (loss: Loss) => T): T;
}

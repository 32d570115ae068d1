/** The network kernels in plain TypeScript: the oracle of the fast ones, and what runs where those cannot. */
import type { NetworkKernels } from "./kernels.ts";
import { plainLoss } from "./loss.ts";

export const plainNetworkKernels: NetworkKernels = {
  withLoss: (shape, samples, _precision, use) => use(plainLoss(shape, samples)),
};

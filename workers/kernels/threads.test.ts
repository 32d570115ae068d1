import path from "node:path";
import { describe, expect, it } from "vitest";
import { customaryMixture, fitMixture } from "../dynamics/mixture.ts";
import { kernelBuildSchema } from "../kernel-build.ts";
import { streamFromSeed } from "../math/random.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { parameterCount } from "../policy/network.ts";
import { randomParameters, randomProblem } from "../policy/testing/problems.ts";
import { type Kernels, openKernels } from "./kernels.ts";

const script = path.join(import.meta.dirname, "../kernel.ts");
const builds = kernelBuildSchema.options.filter((build) => build === "plain" || supportedVariants().includes(build));

async function withThreads<T>(
  build: (typeof builds)[number],
  threads: number,
  use: (kernels: Kernels) => T,
): Promise<T> {
  const { kernels, close } = await openKernels(build, { threads, script });
  try {
    return use(kernels);
  } finally {
    await close();
  }
}

function fittedMixture({ mixture }: Kernels): unknown {
  const [points, dim] = [5000, 6];
  const { normal, uniform } = streamFromSeed(5);
  const data = Float64Array.from({ length: points * dim }, (_, i) => normal() + 6 * (Math.floor(i / dim) % 3));
  const options = { ...customaryMixture, components: 4 };
  const fitted = fitMixture(data, points, dim, options, { uniform }, mixture);
  expect(fitted.status).toBe("ok");
  return fitted;
}

function networkGradients({ network }: Kernels): unknown {
  const shape = { sizes: [18, 40, 6], activation: "softplus" } as const;
  const samples = randomProblem(shape, 4000, 7);
  const parameters = randomParameters(shape, 8);
  return (["double", "single"] as const).map((precision) => {
    const gradient = new Float64Array(parameterCount(shape));
    return { loss: network.withLoss(shape, samples, precision, (loss) => loss(parameters, gradient)), gradient };
  });
}

describe.each(builds)("the %s kernels on several threads", (build) => {
  it.each([
    ["a mixture", fittedMixture],
    ["a network's loss", networkGradients],
  ])("give the same bytes for any number of them: %s", async (_, compute) => {
    const alone = await withThreads(build, 1, compute);
    for (const threads of [2, 3]) expect(await withThreads(build, threads, compute)).toEqual(alone);
  });
});

import { describe, expect, it } from "vitest";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import { transitionsOf } from "../dynamics/transitions.ts";
import { streamFromSeed } from "../math/random.ts";
import { runConfigSchema } from "./config.ts";
import { type MixtureMemory, updateMixture } from "./mixture-memory.ts";

const { options } = runConfigSchema.parse({ task: "peg2d", options: { mixtureWindow: 2, mixtureStride: 1 } });

function batchFrom(seed: number, samples: number) {
  const stream = streamFromSeed(seed);
  const steps = 21;
  const draw = (n: number) => Float64Array.from({ length: n }, () => stream.normal());
  return { states: draw(samples * steps), actions: draw(samples * steps), samples, steps, stateDim: 1, actionDim: 1 };
}

function update(memory: MixtureMemory, seed: number, samples: number): MixtureMemory {
  const updated = updateMixture(
    memory,
    [transitionsOf(batchFrom(seed, samples))],
    streamFromSeed(9).state(),
    options,
    plainMixtureKernels,
  );
  if (updated.status === "failed") throw new Error(updated.reason);
  return updated.memory;
}

describe("mixture memory", () => {
  const empty: MixtureMemory = { mixture: null, window: [] };

  it("keeps the transitions of the last iterations only", () => {
    const first = update(empty, 1, 4);
    const second = update(first, 2, 4);
    const third = update(second, 3, 4);
    expect(third.window).toHaveLength(2);
    expect(third.window[0]).toEqual(second.window[1]);
  });

  it("uses as many components as there are forty transitions for each", () => {
    // 4 rollouts × 20 transitions = 80, then 160.
    const first = update(empty, 1, 4);
    expect(first.mixture?.components).toBe(2);
    expect(update(first, 2, 4).mixture?.components).toBe(4);
  });

  it("stays as it is when an iteration brings no transitions", () => {
    const first = update(empty, 1, 4);
    expect(update(first, 2, 0).mixture?.components).toBe(2);
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { localKernels } from "../kernels/kernels.ts";
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { Simulation } from "../physics/simulation.ts";
import { randomPolicy } from "../policy/testing/policies.ts";
import { firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import { modelText } from "../testing/models.ts";
import { customarySearch, improveController } from "../trajectory/improve-controller.ts";
import { randomProblem } from "../trajectory/test-problems.ts";
import { localSampler } from "./local-sampler.ts";
import { openPool, type PoolOptions } from "./pool.ts";
import { CancelledError } from "./sampler.ts";

const script = join(import.meta.dirname, "../simulator.ts");
const model = modelText("peg2d.xml");
const here = firstCondition(peg2d.description);
const controller = { kind: "controller", controller: peg2d.initialController(here) } as const;
/** The slot where it is, and moved. */
const conditions = [here, ...peg2d.description.conditionSets[1].trained];
const drawsOf = (count: number) =>
  jumpedStreams(streamFromSeed(11).state(), count).states.map((stream, i) => ({
    condition: conditions[i % conditions.length],
    stream,
    smoothing: 2,
    spread: 1,
  }));
const draws = drawsOf(5);
const ignore = () => {};

async function withPool<T>(
  changes: Partial<PoolOptions>,
  work: (pool: Awaited<ReturnType<typeof openPool>>) => Promise<T>,
): Promise<T> {
  const pool = await openPool({
    script,
    workers: 2,
    task: "peg2d",
    model,
    isCancelled: () => false,
    ...changes,
  });
  try {
    return await work(pool);
  } finally {
    await pool.dispose();
  }
}

describe("rollout pool", () => {
  it("gives the same numbers for any number of workers, and as this thread does", async () => {
    const policy = { kind: "policy", policy: randomPolicy([0, 2, 3, 5], 2, 4) } as const;
    const longer = draws.map((draw) => ({ ...draw, steps: 900 }));
    const simulation = await Simulation.load(model);
    const expectedOfPolicy = await localSampler(simulation, peg2d).sample([{ actor: policy, draws: longer }], ignore);
    const expected = await localSampler(simulation, peg2d).sample([{ actor: controller, draws }], ignore);
    for (const workers of [1, 2, 3]) {
      await withPool({ workers }, async (pool) => {
        expect(await pool.sample([{ actor: controller, draws }], ignore)).toEqual(expected);
        expect(await pool.sample([{ actor: policy, draws: longer }], ignore)).toEqual(expectedOfPolicy);
        const both = [
          { actor: controller, draws },
          { actor: policy, draws: longer },
        ];
        expect(await pool.sample(both, ignore)).toEqual([...expected, ...expectedOfPolicy]);
      });
    }
    expect(expected.map(({ condition }) => condition)).toEqual(conditions.map(({ name }) => name));
    expect(new Set(expected.map(({ actor }) => actor))).toEqual(new Set(["controller"]));
    expect(new Set(expectedOfPolicy.map(({ actor }) => actor))).toEqual(new Set(["policy"]));
    expect(expectedOfPolicy[0].costs.length).toBe(2 * 900);
    simulation.dispose();
  });

  it("counts what is done", async () => {
    const counts: number[] = [];
    await withPool({}, (pool) => pool.sample([{ actor: controller, draws }], (done) => counts.push(done)));
    expect(counts).toEqual([1, 2, 3, 4, 5]);
  });

  it("stops between rollouts when cancelled", async () => {
    // The workers take draws by themselves: so many that they cannot be through before they hear of it.
    const many = drawsOf(100);
    let done = 0;
    const cancelled = withPool({ isCancelled: () => done >= 2 }, (pool) =>
      pool.sample([{ actor: controller, draws: many }], (count) => {
        done = count;
      }),
    );
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    expect(done).toBeLessThan(many.length);
  });

  it.each(["plain", supportedVariants()[0]] as const)(
    "improves controllers side by side, the same for any number of workers (%s)",
    async (kernels) => {
      const dims = { steps: 30, stateDim: 5, actionDim: 2 };
      const searches = [4, 5, 6].map((seed) => ({
        problem: randomProblem(dims, seed),
        options: { ...customarySearch, klBound: seed, eta0: 1 },
      }));
      const { trajectory } = localKernels(kernels);
      const expected = searches.map(({ problem, options }) => improveController(problem, options, trajectory));
      expect(expected.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
      for (const workers of [1, 3]) {
        expect(await withPool({ workers }, (pool) => pool.improve(searches, kernels))).toEqual(expected);
      }
      const cancelled = withPool({ isCancelled: () => true }, (pool) => pool.improve(searches, kernels));
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    },
  );

  it("refuses a model that MuJoCo refuses, and leaves no worker behind", async () => {
    await expect(withPool({ model: "<mujoco><x/></mujoco>" }, async () => {})).rejects.toThrow(/unrecognized element/);
  });

  it("reports a worker that cannot start instead of waiting for it", async () => {
    await expect(
      withPool({ script: join(import.meta.dirname, "no-such-worker.ts") }, async () => {}),
    ).rejects.toThrow();
  });
});

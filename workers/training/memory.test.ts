/** What an iteration of the method leaves behind: its state, of a size that does not depend on how many went before. */
import path from "node:path";
import { expect, it } from "vitest";
import { localKernels } from "../kernels/kernels.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import { runConfigSchema } from "../methods/config.ts";
import { trajectoryStep } from "../methods/trajectory.ts";
import { initialTrajectoryState } from "../methods/trajectory-state.ts";
import type { TrajectoryTools } from "../methods/trajectory-tools.ts";
import { expandCost } from "../physics/expand-cost.ts";
import { Simulation } from "../physics/simulation.ts";
import { openPool } from "../sampling/pool.ts";
import { peg2d } from "../systems/peg2d.ts";
import { liveMemory } from "../testing/live-memory.ts";
import { modelText } from "../testing/models.ts";
import { improveController } from "../trajectory/improve-controller.ts";

const config = runConfigSchema.parse({ task: "peg2d", samples: 2, options: { mixtureSweeps: 1, components: 2 } });
const { steps, stateDim, actionDim } = peg2d.description;
/** Bytes of an iteration's rollouts: states twice, actions and the costs' terms. */
const ROLLOUTS = config.samples * steps * (2 * stateDim + actionDim + peg2d.costTerms.length) * 8;

it("does not grow with the iterations, rollouts drawn by a pool", async () => {
  const model = modelText("peg2d.xml");
  const simulation = await Simulation.load(model);
  const script = path.join(import.meta.dirname, "../simulator.ts");
  const pool = await openPool({ script, workers: 1, task: "peg2d", model, isCancelled: () => false });
  const kernels = localKernels(supportedVariants()[0]);
  const tools: TrajectoryTools = {
    system: peg2d,
    sampler: pool,
    kernels,
    expandCost: (condition, rollouts) => expandCost(simulation, peg2d, condition, rollouts),
    improveAll: async (searches) =>
      searches.map(({ problem, options }) => improveController(problem, options, kernels.trajectory)),
    onProgress: () => {},
  };
  let state = initialTrajectoryState(peg2d.initialController, peg2d.description.conditionSets[0].trained, config);
  const iterate = async (iterations: number) => {
    for (let i = 0; i < iterations; i++) {
      const step = await trajectoryStep(state, config, tools);
      if (step.status === "failed") throw new Error(step.reason);
      state = step.state;
    }
    return liveMemory();
  };
  try {
    // Until the mixture's window is full, the state grows.
    const before = await iterate(8);
    const after = await iterate(12);
    expect(after - before).toBeLessThan(6 * ROLLOUTS);
  } finally {
    await pool.dispose();
    simulation.dispose();
  }
});

/** What holds for every task: a rollout is a function of its inputs, and the physics timestep is short enough. */
import { describe, expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import { drawRollout, readyToAct } from "../sampling/draw-rollout.ts";
import { modelText } from "../testing/models.ts";
import { simulatorOf } from "../testing/systems.ts";
import { firstCondition } from "./description.ts";
import { systemOf, taskDescriptions } from "./index.ts";
import type { System } from "./system.ts";

/** Control steps of a passive rollout that are compared, at most 1 s of them. */
const passiveSteps = ({ description: { steps, dt } }: System) => Math.min(steps, Math.round(1 / dt));

/** States of a passive rollout with the model's physics timestep divided by `parts`; it ends with a fall. */
async function passiveRollout(system: System, parts: number): Promise<Float64Array[]> {
  const { actionDim, model } = system.description;
  const text = modelText(model);
  const timestep = Number(/timestep="([\d.]+)"/.exec(text)?.[1]);
  const divided = text.replace(`timestep="${timestep}"`, `timestep="${timestep / parts}"`);
  const simulation = await Simulation.load(divided, system.forces);
  const stream = streamFromSeed(7);
  const { mean, std } = firstCondition(system.description);
  // A kick of 0.3 [rad/s, m/s]; the walker has its start in stride.
  const moving = mean.map(
    (x, i) => x + (system.fallen === null && i >= simulation.nq ? 0.3 : std[i]) * stream.normal(),
  );
  simulation.reset(moving.slice(0, simulation.nq), moving.slice(simulation.nq));
  const states: Float64Array[] = [];
  for (let t = 0; t < passiveSteps(system); t++) {
    const state = new Float64Array(moving.length);
    simulation.readState(state);
    states.push(state);
    if (system.fallen?.(state)) break;
    simulation.step(new Float64Array(actionDim), system.substeps * parts);
  }
  simulation.dispose();
  return states;
}

/** Largest difference of two rollouts' positions [m, rad], as far as both go. */
function largestDifference(a: Float64Array[], b: Float64Array[]): number {
  let largest = 0;
  for (let t = 0; t < Math.min(a.length, b.length); t++) {
    for (let i = 0; i < a[t].length / 2; i++) largest = Math.max(largest, Math.abs(a[t][i] - b[t][i]));
  }
  return largest;
}

describe("half the physics timestep", () => {
  it.each([
    // Bounds on the change of any position in the first second of a passive rollout [m, rad].
    ["peg2d", 1e-4],
    ["peg3d", 1e-3],
    ["octopus", 2e-3],
    ["swimmer", 5e-3],
    // Its feet meet the ground and it collapses within the second.
    ["walker", 1e-2],
  ])("changes a passive rollout of %s by less than %d", async (name, bound) => {
    const system = systemOf(name);
    const [whole, half] = [await passiveRollout(system, 1), await passiveRollout(system, 2)];
    const travelled = largestDifference(
      whole,
      whole.map(() => whole[0]),
    );
    expect(Math.abs(whole.length - half.length)).toBeLessThanOrEqual(1);
    expect(travelled).toBeGreaterThan(10 * bound);
    expect(largestDifference(whole, half)).toBeLessThan(bound);
  });
});

describe.each(taskDescriptions.map(({ name }) => name))("%s", (name) => {
  it("gives the same bytes for the same rollout, in this simulator or another", async () => {
    const system = systemOf(name);
    const { description } = system;
    const condition = firstCondition(description);
    const actor = readyToAct({ kind: "controller", controller: system.initialController(condition) }, description);
    const stream = streamFromSeed(5).state();
    const draw = { condition, stream, spread: 1, smoothing: 2 };
    const simulation = await simulatorOf(system);
    const first = drawRollout(simulation, system, actor, draw);
    const again = drawRollout(simulation, system, actor, draw);
    simulation.dispose();
    const other = await simulatorOf(system);
    const elsewhere = drawRollout(other, system, actor, draw);
    other.dispose();
    expect(again).toEqual(first);
    expect(elsewhere).toEqual(first);
    expect(first.states.every(Number.isFinite)).toBe(true);
  });
});

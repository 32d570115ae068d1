import { afterAll, beforeAll, expect, it } from "vitest";
import { jumpedStreams, streamFromSeed } from "../math/random.ts";
import { Simulation } from "../physics/simulation.ts";
import { firstCondition } from "../systems/description.ts";
import { peg2d } from "../systems/peg2d.ts";
import { modelText } from "../testing/models.ts";
import { drawRollout, readyToAct } from "./draw-rollout.ts";

const condition = firstCondition(peg2d.description);
const acting = readyToAct({ kind: "controller", controller: peg2d.initialController(condition) }, peg2d.description);
const streams = jumpedStreams(streamFromSeed(3).state(), 60).states;
let simulation: Simulation;
beforeAll(async () => {
  simulation = await Simulation.load(modelText("peg2d.xml"));
});
afterAll(() => simulation.dispose());

const firstAngle = (stream: readonly number[], spread: number) =>
  drawRollout(simulation, peg2d, acting, { condition, stream, smoothing: null, spread }).states[0];

it("starts from the task's distribution, widened by the spread", () => {
  const [mean] = condition.mean;
  const std = (spread: number) =>
    Math.sqrt(streams.reduce((sum, stream) => sum + (firstAngle(stream, spread) - mean) ** 2, 0) / streams.length);
  expect(std(0)).toBe(0);
  expect(std(1)).toBeGreaterThan(0.75 * condition.std[0]);
  expect(std(1)).toBeLessThan(1.25 * condition.std[0]);
  expect(std(2)).toBeCloseTo(2 * std(1), 12);
});

it("adds action noise only when asked", () => {
  const [stream] = streams;
  const noisy = drawRollout(simulation, peg2d, acting, { condition, stream, smoothing: 2, spread: 1 });
  const quiet = drawRollout(simulation, peg2d, acting, { condition, stream, smoothing: null, spread: 1 });
  expect(noisy.states.subarray(0, 6)).toEqual(quiet.states.subarray(0, 6));
  expect(noisy.actions[0]).not.toBe(quiet.actions[0]);
});

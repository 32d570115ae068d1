import { expect, it } from "vitest";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import { streamFromSeed } from "../math/random.ts";
import type { Rollout } from "../rollout.ts";
import { batchOf } from "./batch.ts";
import { runConfigSchema } from "./config.ts";
import { modelErrors, overall } from "./model-errors.ts";
import { initialTrack, type Track } from "./track.ts";
import type { TrajectoryTools } from "./trajectory-tools.ts";

const dims = { steps: 6, stateDim: 2, actionDim: 1 };
const config = runConfigSchema.parse({ task: "peg2d", prior: "none", options: { ridge: 1e-9, fitWindow: 2 } });
const tools = {
  system: { description: dims },
  kernels: { mixture: plainMixtureKernels },
} as unknown as TrajectoryTools;
const noMixture = { mixture: null, window: [] };

/** A mass that is pushed, x = (position, velocity); `kick` is added to its velocity after step 3, which no model knows of. */
function pushed(seed: number, kick = 0, change: Partial<Rollout> = {}): Rollout {
  const random = streamFromSeed(seed);
  let [position, velocity] = [random.normal(), random.normal()];
  const rows: number[] = [];
  const actions = Float64Array.from({ length: dims.steps }, () => random.normal());
  for (const [t, u] of actions.entries()) {
    rows.push(position, velocity);
    [position, velocity] = [position + 0.1 * velocity, 0.98 * velocity + 0.2 * u + (t === 3 ? kick : 0)];
  }
  return { status: "ok", validSteps: dims.steps, states: Float64Array.from(rows), actions, ...change } as Rollout;
}

/** A candidate that was made under a model of ten rollouts, in two iterations. */
function track(change: Partial<Track> = {}): Track {
  const controller = { gains: new Float64Array(), offsets: new Float64Array(), covariances: new Float64Array() };
  const batches = [1, 2].map((i) =>
    batchOf(
      [1, 2, 3, 4, 5].map((n) => pushed(10 * i + n)),
      { ...dims } as Parameters<typeof batchOf>[1],
    ),
  );
  const trail = batches.map((batch) => ({ controller, batch, cost: 1, noise: 1 }));
  const condition = { name: "here", mean: [0, 0], std: [0, 0], shifts: [] };
  const region = { trail, rejections: 0 };
  return {
    ...initialTrack(condition, controller, config.options),
    region,
    predicted: { previous: 2, current: 1 },
    ...change,
  };
}

const errorsOf = (tracks: Track[], drawn: Rollout[][]) => modelErrors(tracks, noMixture, drawn, config, tools);

it("is nothing where the rollouts do what the model foretold, and large at the step where they do not", () => {
  const [same, kicked] = errorsOf([track()], [[pushed(31), pushed(32, 5)]]);
  for (let t = 0; t + 1 < dims.steps; t++) {
    expect(same?.[t]).toBeLessThan(1e-6);
    if (t === 3) expect(kicked?.[t]).toBeGreaterThan(1);
    else expect(kicked?.[t]).toBeLessThan(1e-6);
  }
  expect([same?.[5], kicked?.[5]]).toEqual([Number.NaN, Number.NaN]);
});

it("is of each rollout in its place, measured by those of its own condition that did not diverge", () => {
  const lost = pushed(33, 1e9, { status: "diverged" });
  const [mine, none, other] = errorsOf([track(), track()], [[pushed(32, 5), lost], [pushed(34, 5)]]);
  expect(none).toBeNull();
  expect(mine).toEqual(errorsOf([track()], [[pushed(32, 5)]])[0]);
  expect(other).toEqual(errorsOf([track()], [[pushed(34, 5)]])[0]);
});

it("is none where the candidate was made under no model", () => {
  const errors = errorsOf([track({ predicted: null })], [[pushed(31), pushed(32)]]);
  expect(errors).toEqual([null, null]);
  expect(overall(errors)).toBeNaN();
  expect(overall([null, Float64Array.of(3, 4, Number.NaN)])).toBeCloseTo(Math.sqrt(12.5), 12);
});

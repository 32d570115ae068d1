import { expect, it } from "vitest";
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { modelErrorTrack } from "./model-error-track.ts";

const rollout = (condition: string, status: RolloutDrawing["status"] = "ok") =>
  ({ condition, actor: "controller", status }) as RolloutDrawing;
const nan = Number.NaN;
const errors = (...values: number[]) => Float32Array.from(values);

const rollouts = [rollout("left"), rollout("left"), rollout("left", "diverged"), rollout("right")];
const modelErrors = [errors(0.5, 1, nan), errors(1.5, nan, nan), null, errors(2, 3, nan)];

it("has the mean of each condition's samples with their band, a fallen one as far as it went", () => {
  const [track] = modelErrorTrack({ rollouts }, { modelErrors }, "mean");
  expect(track?.unit).toBe("×");
  expect(track?.series.map(({ name, values }) => [name, [...Array.from(values)]])).toEqual([
    ["left", [1, 1, nan]],
    ["right", [2, 3, nan]],
  ]);
  const [left, right] = track?.series ?? [];
  expect([...(left?.band?.low ?? [])]).toEqual([0.5, 1, nan]);
  expect([...(left?.band?.high ?? [])]).toEqual([1.5, 1, nan]);
  expect(right?.band).toBeNull();
});

it("has a chosen sample's own line, with the band of its condition's samples", () => {
  const [track] = modelErrorTrack({ rollouts }, { modelErrors }, 1);
  expect(track?.series.map(({ name, values }) => [name, values])).toEqual([["e", modelErrors[1]]]);
  expect(track?.series[0]?.band?.low[0]).toBe(0.5);
  expect(modelErrorTrack({ rollouts }, { modelErrors }, 2)).toEqual([]);
});

it("is nothing where no model foretold the samples, and has the conditions for which one did", () => {
  const none = rollouts.map(() => null);
  expect(modelErrorTrack({ rollouts }, { modelErrors: none }, "mean")).toEqual([]);
  const [track] = modelErrorTrack({ rollouts }, { modelErrors: [...none.slice(0, 3), errors(2, 3, nan)] }, "mean");
  expect(track?.series.map(({ name }) => name)).toEqual(["right"]);
});

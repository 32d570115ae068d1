import { expect, it } from "vitest";
import type { Shown } from "../app/shown-store.ts";
import { allJoints } from "../scene/testing/all-joints.ts";
import { bodyTracks } from "./body-track.ts";

/** The free base goes along x at 2 m/s, the second sample at 4 m/s. */
const track = (speed: number) =>
  Float32Array.from([0, 1, 2].flatMap((t) => [speed * t * 0.1, 0, 1, 1, 0, 0, 0, 0.1, 0.5, 1, 0, 0, 0, 0]));
const shown = {
  model: allJoints,
  task: { dt: 0.1 },
  rollouts: [2, 4].map((speed) => ({ condition: "here", actor: "controller", status: "ok", positions: track(speed) })),
} as unknown as Shown;
const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

it("has place and speed of the body, with the samples' band", () => {
  const [place, speed] = bodyTracks(shown, "mean", "base");
  expect(rounded(place!.series[0]!.values)).toEqual([0, 0.3, 0.6]);
  expect(rounded(place!.series[2]!.values)).toEqual([1, 1, 1]);
  expect(rounded(speed!.series[0]!.values)).toEqual([3, 3, 3]);
  expect(rounded(speed!.series[0]!.band!.high)).toEqual([4, 4, 4]);
  expect(rounded(bodyTracks(shown, 0, "base")[1]!.series[0]!.values)).toEqual([2, 2, 2]);
});

it("has nothing of a body that is not there", () => expect(bodyTracks(shown, "mean", "wheel")).toEqual([]));

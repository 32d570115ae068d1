import { expect, it } from "vitest";
import { deviationTrack } from "./deviation-track.ts";

const perStep = Float32Array.of(0.5, 2);

it("has a series for each condition with a controller made next", () => {
  const divergences = [
    { condition: "left", perStep },
    { condition: "right", perStep: null },
  ];
  const [track] = deviationTrack({ run: 1, iteration: 2, divergences });
  expect(track?.unit).toBe("nat");
  expect(track?.series.map(({ name, values }) => [name, values])).toEqual([["left", perStep]]);
});

it("is nothing where no policy was learnt", () => {
  expect(deviationTrack({ run: 1, iteration: 2, divergences: [] })).toEqual([]);
  expect(deviationTrack({ run: 1, iteration: 2, divergences: [{ condition: "left", perStep: null }] })).toEqual([]);
});

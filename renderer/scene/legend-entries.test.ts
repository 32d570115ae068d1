import { expect, it } from "vitest";
import type { SceneModel } from "../../main/engine/api.ts";
import { useDisplay } from "../app/view-store.ts";
import { legendEntries } from "./legend-entries.ts";
import { hinge } from "./testing/hinge.ts";

const model = (range: [number, number] | null): SceneModel => ({
  bodies: [],
  joints: [{ ...hinge, range }],
  geoms: [],
  sites: [],
});
const nothing = { spread: [], history: [], forces: null, ranges: false };
const all = {
  spread: [{ centre: [0, 0, 0], halfAxes: [] }],
  history: [{ way: [], age: 1 }],
  forces: { contacts: new Float32Array(), centres: new Float32Array() },
  ranges: true,
} as unknown as Parameters<typeof legendEntries>[1]["laid"];
const display = useDisplay.getState();
const names = (...[shown, drawn]: Parameters<typeof legendEntries>) =>
  legendEntries(shown, drawn).map(({ name }) => name);

it("names what is solid and what stands beside it", () => {
  const drawn = { samples: 3, moving: true, laid: nothing, model: model(null) };
  expect(names(display, { ...drawn, choice: "mean" })).toEqual([
    "Mean of the samples",
    "Samples (3)",
    "Way of the tip",
  ]);
  expect(names(display, { ...drawn, choice: 1 })).toEqual(["Sample 2", "Other samples (3)", "Way of the tip"]);
  expect(names({ ...display, ghosts: false, trace: false }, { ...drawn, choice: 1 })).toEqual(["Sample 2"]);
});

it("leaves out what is asked for and not there: a task without rollouts, joints without ranges", () => {
  const drawn = { choice: "mean", samples: 0, moving: false, laid: { ...nothing, ranges: true } } as const;
  expect(names(display, { ...drawn, model: model(null) })).toEqual([]);
  expect(names(display, { ...drawn, model: model([-1, 1]) })).toEqual(["Joint range"]);
});

it("has an entry for each layer, no two of one name", () => {
  const entries = legendEntries(display, {
    choice: "mean",
    samples: 2,
    moving: true,
    laid: all,
    model: model([-1, 1]),
  });
  expect(new Set(entries.map(({ name }) => name)).size).toBe(7);
});

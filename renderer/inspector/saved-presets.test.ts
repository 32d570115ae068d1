import { beforeEach, expect, it } from "vitest";
import { requestedConfigSchema } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { useEngine } from "../app/engine-store.ts";
import { history, undo } from "../app/history.ts";
import { useView } from "../app/view-store.ts";
import { currentForm, resetForm, typeInto, useNewRun } from "./new-run.ts";
import { takePreset, withPreset } from "./saved-presets.ts";

const field = (path: string) => currentForm().fields.find((one) => one.path === path)!;

beforeEach(() => {
  useEngine.setState({ tasks: [...taskDescriptions], connection: "open" });
  useView.setState({ task: "peg2d", run: null });
  useNewRun.setState({ typed: {}, swept: [], model: null });
  history.setState({ past: [], future: [] });
});

it("holds what was typed and no more, and fills the form with it again, on another task, too", () => {
  typeInto(field("method"), "gps");
  typeInto(field("samples"), "7");
  typeInto(field("options.klStep"), "0,5");
  const { request, checked } = currentForm();
  expect(request).toEqual({ task: "peg2d", method: "gps", samples: 7, options: { klStep: 0.5 } });
  expect(requestedConfigSchema.safeParse(request).success).toBe(true);
  resetForm();
  useView.setState({ task: "walker" });
  takePreset({ name: "seven", config: request });
  expect(currentForm().checked).toEqual(checked);
  undo();
  expect(currentForm().request.samples).toBeUndefined();
});

it("follows the defaults in what it leaves out", () => {
  typeInto(field("seed"), "9");
  takePreset({ name: "plain", config: { task: "peg2d" } });
  expect(currentForm().request).toEqual({ task: "peg2d" });
});

it("takes the place of the one of its name", () => {
  const [a, b] = ["a", "b"].map((name) => ({ name, config: { task: "peg2d" } }));
  const changed = { name: "a", config: { task: "walker" } };
  expect(withPreset([a!, b!], changed)).toEqual([changed, b]);
  expect(withPreset([b!], changed)).toEqual([b, changed]);
});

it("is not for a task that is unknown here", () => {
  expect(() => takePreset({ name: "fly", config: { task: "drone" } })).toThrow(
    /The preset fly is for the task drone; this Guidepost knows peg2d/,
  );
});

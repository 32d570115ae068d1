import { beforeEach, expect, it } from "vitest";
import { completeConfig } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { useEngine } from "../app/engine-store.ts";
import { history, redo, undo } from "../app/history.ts";
import { useView } from "../app/view-store.ts";
import {
  chooseModel,
  currentForm,
  newRunFrom,
  resetForm,
  startSweeping,
  stopSweeping,
  sweepOver,
  typeInto,
  useNewRun,
} from "./new-run.ts";

const walker = taskDescriptions.find(({ name }) => name === "walker")!;
const field = (path: string) => currentForm().fields.find((one) => one.path === path)!;
const shownIn = (path: string) => currentForm().values[path];

beforeEach(() => {
  useEngine.setState({ tasks: [...taskDescriptions], connection: "open" });
  useView.setState({ task: "peg2d", run: null });
  useNewRun.setState({ typed: {}, swept: [], model: null });
  history.setState({ past: [], future: [] });
});

it("undoes and redoes what was typed, chosen and reset", () => {
  typeInto(field("seed"), "7");
  typeInto(field("method"), "gps");
  resetForm();
  expect([shownIn("seed"), shownIn("method")]).toEqual(["1", "trajectory"]);
  undo();
  expect([shownIn("seed"), shownIn("method")]).toEqual(["7", "gps"]);
  undo();
  expect([shownIn("seed"), shownIn("method")]).toEqual(["7", "trajectory"]);
  undo();
  expect(shownIn("seed")).toBe("1");
  redo();
  expect(shownIn("seed")).toBe("7");
});

it("undoes each step of a sweep, a number's typing as one", () => {
  startSweeping(field("seed"), "1");
  sweepOver(field("seed"), "1..");
  sweepOver(field("seed"), "1..3");
  startSweeping(field("options.klStep"), "0.3");
  stopSweeping(field("seed"));
  const swept = () => currentForm().swept.map(({ path, text }) => `${path} ${text}`);
  expect(swept()).toEqual(["options.klStep 0.3"]);
  undo();
  expect(swept()).toEqual(["seed 1..3", "options.klStep 0.3"]);
  undo();
  undo();
  expect(swept()).toEqual(["seed 1..5"]);
  resetForm();
  expect(swept()).toEqual([]);
});

it("undoes the choice of a model", () => {
  chooseModel({ name: "arm.xml", text: "<mujoco/>" });
  expect(useNewRun.getState().model?.name).toBe("arm.xml");
  undo();
  expect(useNewRun.getState().model).toBeNull();
});

it("forgets what is typed back to the default", () => {
  typeInto(field("seed"), "7");
  typeInto(field("seed"), "1");
  expect(useNewRun.getState().typed).toEqual({});
});

it.each(["trajectory", "gps", "ilqg"] as const)("writes a run by %s into the form as it was", (method) => {
  const config = completeConfig(
    { task: "walker", method, seed: 5, iterations: 7, options: { klStep: 0.9, units: 12, noiseSmoothing: 4 } },
    walker,
  );
  newRunFrom(3, config);
  expect(useNewRun.getState().parent).toBe(3);
  const { checked } = currentForm();
  expect(checked).toMatchObject({ ok: true, config: { task: "walker", method, seed: 5, iterations: 7 } });
  const { options } = checked.ok ? checked.config : config;
  expect(options.noiseSmoothing).toBe(4);
  if (method !== "ilqg") expect(options.klStep).toBe(0.9);
  if (method === "gps") expect(checked).toEqual({ ok: true, config });
});

import { expect, test } from "vitest";
import { taskDescriptions } from "../../../workers/systems/index.ts";
import { completeConfig } from "../../engine/api.ts";
import { configurationRows, methodTitle } from "./configuration.ts";

const task = taskDescriptions.find(({ name }) => name === "peg2d")!;
const rows = (method: "trajectory" | "gps" | "ilqg") =>
  new Map(configurationRows(completeConfig({ task: task.name, method, prior: "none", seed: 7 }, task), task));

test("says each setting in the words of the form, with its symbol and unit", () => {
  const said = rows("trajectory");
  expect([...said.keys()].slice(0, 2)).toEqual(["Task", "Method"]);
  expect(said.get("Task")).toBe("Peg 2D");
  expect(said.get("Method")).toBe("Trajectory optimisation");
  expect(said.get("Conditions")).toBe("One slot");
  expect(said.get("Seed")).toBe("7");
  expect(said.get("Dynamics prior")).toBe("None (ridge)");
  expect(said.get("KL step ε/T [nat per step]")).toBe("2");
  expect(said.get("Start from the demonstration")).toBe("yes");
});

test("calls a method what the form does, and one that it does not know by its name", () => {
  expect(methodTitle("gps")).toBe("Guided policy search");
  expect(methodTitle("alchemy")).toBe("alchemy");
});

test("leaves out what the method does not read", () => {
  expect(rows("trajectory").has("Steps of the line search")).toBe(false);
  expect(rows("ilqg").has("Steps of the line search")).toBe(true);
  expect(rows("ilqg").has("Mixture components")).toBe(false);
});

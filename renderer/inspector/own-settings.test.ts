import { expect, it } from "vitest";
import { completeConfig } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { ownSettings, variedOnly, variedSettings } from "./own-settings.ts";

it.each(taskDescriptions)("says nothing of the defaults of $name", (task) => {
  for (const method of ["trajectory", "gps", "ilqg"] as const)
    expect(ownSettings(completeConfig({ task: task.name, method, seed: 7 }, task), task)).toBe("");
});

it("names what differs, in the form's order and words, and leaves out what the method does not read", () => {
  const task = taskDescriptions[0]!;
  const asked = { task: task.name, prior: "none" as const, samples: 17, options: { klStep: 1.5, searchSteps: 3 } };
  expect(ownSettings(completeConfig(asked, task), task)).toBe("Samples 17 · Dynamics prior None (ridge) · KL step 1.5");
  const known = completeConfig({ ...asked, method: "ilqg" }, task);
  expect(ownSettings(known, task)).toBe("Steps of the line search 3");
});

it("names what varies first, the default too", () => {
  const task = taskDescriptions[0]!;
  const configs = [7, 8].map((samples) => completeConfig({ task: task.name, samples, prior: "none" }, task));
  const walker = completeConfig({ task: "walker", options: { klStep: 9 } }, taskDescriptions.at(-1)!);
  const varied = variedSettings([...configs, walker])(task.name, "trajectory");
  expect(varied).toEqual(["samples"]);
  const usual = completeConfig({ task: task.name, prior: "none" }, task);
  expect(ownSettings(usual, task, varied)).toBe(`Samples ${usual.samples} · Dynamics prior None (ridge)`);
  expect(variedOnly(usual, task, varied)).toBe(`Samples ${usual.samples}`);
});

import { expect, it } from "vitest";
import { completeConfig, type RequestedConfig, type RunDetail } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { runWith } from "../library/testing/runs.ts";
import { entriesOf, settingsOf } from "./entries.ts";

function run(id: number, requested: RequestedConfig): RunDetail {
  const task = taskDescriptions.find(({ name }) => name === requested.task)!;
  return {
    summary: runWith(id, { group: String(id) }),
    task,
    config: completeConfig(requested, task),
    iterations: [],
  } as unknown as RunDetail;
}

it("calls tasks and their conditions what the tasks call them", () => {
  const [one, other] = [run(1, { task: "peg2d" }), run(2, { task: "octopus", seed: 4 })];
  expect(entriesOf([one, other]).map(({ label }) => label)).toEqual(
    ["Peg 2D", "Octopus arm"].map((title, i) => expect.stringContaining(`Run ${i + 1} · ${title}`)),
  );
  expect(settingsOf([one, other]).find(({ path }) => path === "task")?.values).toEqual(["Peg 2D", "Octopus arm"]);
  const slots = run(3, { task: "peg2d", conditions: "slots" });
  const titles = one.task.conditionSets.map(({ title }) => title);
  const told = settingsOf([one, slots]).find(({ path }) => path === "conditions")?.values;
  expect(titles).toEqual(expect.arrayContaining(told!));
  expect(told![0]).not.toBe(told![1]);
});

it("leaves the seeds out", () => {
  expect(settingsOf([run(1, { task: "peg2d" }), run(2, { task: "peg2d", seed: 9 })])).toEqual([]);
});

import { expect, it } from "vitest";
import { coreChoices } from "./core-choices.ts";

const labels = (cores: number) => coreChoices(cores).map(({ label }) => label);

it("offers every number of cores from one to all", () => {
  expect(labels(4)).toEqual(["1 of 4", "2 of 4", "3 of 4, one left for the window", "4 of 4, all"]);
  expect(labels(1)).toEqual(["1 of 1, all"]);
  expect(coreChoices(3).map(({ value }) => value)).toEqual(["1", "2", "3"]);
});

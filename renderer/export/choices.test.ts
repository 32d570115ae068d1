import { expect, it } from "vitest";
import type { Iteration } from "../../main/engine/api.ts";
import { actorChoices } from "./choices.ts";

const newest = (conditions: string[], learns: boolean) =>
  ({ conditions: conditions.map((name) => ({ name })), policy: learns ? { loss: 1 } : null }) as Iteration;
const asked = (...given: Parameters<typeof actorChoices>) =>
  actorChoices(...given).map(({ policy, condition }) => [policy, condition]);

it("offers the policies first, then a controller for each condition", () => {
  const controllers = [
    ["controller", "left"],
    ["controller", "right"],
  ];
  expect(asked(newest(["left", "right"], true), "onnx")).toEqual([["network", null], ["last", null], ...controllers]);
  expect(asked(newest(["left", "right"], false), "onnx")).toEqual(controllers);
});

it("puts all controllers together into a bundle only, and not one that is alone", () => {
  expect(asked(newest(["left", "right"], false), "bundle")[0]).toEqual(["controller", "trained"]);
  expect(asked(newest(["only"], false), "bundle")).toEqual([["controller", "only"]]);
  expect(asked(undefined, "onnx")).toEqual([]);
});

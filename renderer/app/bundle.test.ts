import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { readBundle } from "./bundle.ts";

const about = { format: "guidepost-bundle-1", files: [{ onnx: "policy.onnx", task: "walker" }] };
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

it("reads the task and the model", () => {
  const bytes = zip({ "policy.json": JSON.stringify(about), "model.xml": "<mujoco/>", "policy.onnx": "…" });
  expect(readBundle("w.zip", bytes)).toEqual({ task: "walker", model: "<mujoco/>" });
});

it.each([
  ["no zip", strToU8("no zip at all")],
  ["another zip", zip({ "notes.txt": "hello" })],
  ["no model", zip({ "policy.json": JSON.stringify(about) })],
  ["another format", zip({ "policy.json": JSON.stringify({ ...about, format: "other" }), "model.xml": "<mujoco/>" })],
  ["a bomb", zip({ "policy.json": JSON.stringify(about), "model.xml": " ".repeat(17 * 2 ** 20) })],
])("says what a bundle is when it is given %s", (_, bytes) => {
  expect(() => readBundle("w.zip", bytes)).toThrow(/^w\.zip is no bundle of Guidepost/);
});

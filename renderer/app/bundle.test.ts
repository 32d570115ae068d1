import { strToU8, UnzipInflate, zipSync } from "fflate";
import { expect, it, vi } from "vitest";
import { readBundle } from "./bundle.ts";

const about = { format: "guidepost-bundle-1", files: [{ onnx: "policy.onnx", task: "walker" }] };
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

it("reads the task and the model", () => {
  const bytes = zip({ "policy.json": JSON.stringify(about), "model.xml": "<mujoco/>", "policy.onnx": "…" });
  expect(readBundle("w.zip", bytes)).toEqual({ task: "walker", model: "<mujoco/>" });
});

/** The same archive, whose headers give another size. */
function lying(bytes: Uint8Array, size: number): Uint8Array {
  const lie = Uint8Array.from(bytes);
  const view = new DataView(lie.buffer);
  let changed = 0;
  for (let at = 0; at + 4 <= lie.length; at++)
    if (view.getUint32(at, true) === size) {
      view.setUint32(at, 10, true);
      changed++;
    }
  // In front of the file, and in the list at the end.
  expect(changed).toBe(2);
  return lie;
}

/** One archive after another, read as one. */
function twice(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes, ...bytes]);
}

it("unpacks no more of a bomb than a text may have", () => {
  const bomb = lying(zip({ "model.xml": " ".repeat(2 ** 26) }), 2 ** 26);
  const inflated = vi.spyOn(UnzipInflate.prototype, "push");
  expect(() => readBundle("w.zip", bomb)).toThrow(/^w\.zip is no bundle/);
  // Two pieces of 16 kB hold more than 16 MB.
  expect(inflated.mock.calls.length).toBeLessThanOrEqual(2);
  inflated.mockRestore();
});

it.each([
  ["no zip", strToU8("no zip at all")],
  ["another zip", zip({ "notes.txt": "hello" })],
  ["no model", zip({ "policy.json": JSON.stringify(about) })],
  ["another format", zip({ "policy.json": JSON.stringify({ ...about, format: "other" }), "model.xml": "<mujoco/>" })],
  ["a model twice", twice(zip({ "policy.json": JSON.stringify(about), "model.xml": "<mujoco/>" }))],
  ["a bomb that says to be small", lying(zip({ "model.xml": " ".repeat(17 * 2 ** 20) }), 17 * 2 ** 20)],
  ["a bomb", zip({ "policy.json": JSON.stringify(about), "model.xml": " ".repeat(17 * 2 ** 20) })],
])("says what a bundle is when it is given %s", (_, bytes) => {
  expect(() => readBundle("w.zip", bytes)).toThrow(/^w\.zip is no bundle of Guidepost/);
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { chosenNode, nodeFlags } from "./engine-node.ts";

const env = { GUIDEPOST_NODE: "/opt/node" };

test.each([
  ["the one that is named", env, false, "24.1.0", "/opt/node"],
  ["Electron's own where none is named", {}, false, "24.1.0", null],
  ["Electron's own where an empty name is given", { GUIDEPOST_NODE: "" }, false, "24.1.0", null],
  ["Electron's own in a packaged Guidepost, whatever is named", env, true, "22.14.0", null],
  ["the one that is named where a packaged Electron is too old for the store", env, true, "18.15.0", "/opt/node"],
])("%s", (_, given, packaged, own, chosen) => {
  expect(chosenNode(given, packaged, own)).toBe(chosen);
});

test("this Node knows the flags that a forked engine gets", () => {
  const { status, stdout } = spawnSync(process.execPath, [...nodeFlags, "-p", "6 * 7"], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, "42\n"]);
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { commandLine } from "../../scripts/program.mjs";
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

/** The most that the young generation takes while much of what is made outlives collections [MB]; in a thread where asked. */
const growing = `
  const { getHeapSpaceStatistics } = require("node:v8");
  const kept = [];
  let most = 0;
  for (let i = 0; i < 1e6; i++) {
    kept[i % 30_000] = { i, list: [i] };
    if (i % 1000 > 0) continue;
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
    most = Math.max(most, space_size / 2 ** 20);
  }
  console.log(most);
`;

const mostOf = (flags: string[], script: string): number =>
  Number(spawnSync(process.execPath, [...flags, "-e", script], { encoding: "utf8" }).stdout);

test.each([
  ["the engine", growing],
  ["a thread of it", `new (require("node:worker_threads").Worker)(${JSON.stringify(growing)}, { eval: true })`],
])("with them the young generation of %s stays small, and without does not", (_, script) => {
  // A page or two more, where several collect.
  expect(mostOf(nodeFlags, script)).toBeLessThan(6);
  expect(mostOf([], script)).toBeGreaterThan(12);
});

test("the scripts that start the program give it the same", () => {
  expect(commandLine("serve").slice(0, nodeFlags.length)).toEqual(nodeFlags);
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "./program.mjs";

const read = (name) => readFileSync(path.join(root, name), "utf8");
const majorOf = (text) => Number(/\d+/.exec(text)[0]);

it("docs/security.md names an Electron that package.json asks for and the lock holds", () => {
  const promised = majorOf(
    /^\| 16\. A current Electron +\| Electron (\d+) or later/m.exec(read("docs/security.md"))[1],
  );
  const asked = JSON.parse(read("package.json")).devDependencies.electron;
  const locked = JSON.parse(read("package-lock.json")).packages["node_modules/electron"].version;
  expect(asked).toMatch(/^\^\d+\.\d+\.\d+$/);
  expect(majorOf(asked)).toBeGreaterThanOrEqual(promised);
  expect(majorOf(locked)).toBe(majorOf(asked));
});

/**
 * `npm test`: the build, the checks, the unit tests, the end-to-end tests and a short chaos; then what failed, by name
 * and with its reason, and one line with the sum.
 *
 * Each check and each row of the chaos counts as one test. `npm test -- unit` (or checks, e2e, chaos) runs that part
 * alone.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./program.mjs";
import { chaosResult, checkResult, summaryOf, vitestResult } from "./test-reports.mjs";

const checks = [
  ["types", "typescript/bin/tsc", ["--noEmit"]],
  ["types of the window", "typescript/bin/tsc", ["--noEmit", "-p", "renderer"]],
  ["types of the end-to-end tests", "typescript/bin/tsc", ["--noEmit", "-p", "e2e"]],
  ["format and lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]],
  [
    "import directions",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ["--config", ".dependency-cruiser.cjs", "main", "workers", "renderer", "bench", "chaos"],
  ],
  ["unused code", "knip/bin/knip.js", []],
];

const parts = {
  checks: () => checks.map(([name, tool, args]) => check(name, [path.join("node_modules", tool), ...args])),
  unit: () => [vitest("unit")],
  e2e: () => [vitest("e2e")],
  chaos: () => [chaos()],
};

/** Runs one program to its end in the foreground. */
function succeeds(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

function check(name, args) {
  console.log(`\n── ${name}`);
  return checkResult(name, succeeds(args));
}

function vitest(project) {
  console.log(`\n── ${project} tests`);
  const report = freshReport(project);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const passed = succeeds([path.join("node_modules", "vitest/vitest.mjs"), "run", "--project", project, ...reporters]);
  return vitestResult(`${project} tests`, report, passed);
}

/** A short run of every row; one that this machine cannot do is skipped. */
function chaos() {
  console.log("\n── chaos");
  const report = freshReport("chaos");
  const quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON";
  const passed = succeeds([quiet, "chaos/main.ts", "--short", "--json", report]);
  return chaosResult(report, passed);
}

/** Where a tool is to write its report; an earlier one is gone. */
function freshReport(name) {
  const report = path.join(root, "test-output", `${name}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  return report;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0) {
  console.error(`Unknown part ${unknown.join(", ")}; known are ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

const results = [check("build", ["scripts/ensure-built.mjs"])];
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) results.push(...part());
}
console.log(`\n${summaryOf(results)}`);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;

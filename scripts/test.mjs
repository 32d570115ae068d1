/**
 * `npm test`: the build, the checks, the unit tests, the end-to-end tests and a short chaos, and one line with their sum.
 *
 * Each check and each row of the chaos counts as one test. `npm test -- unit` (or checks, e2e, chaos) runs that part
 * alone.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./program.mjs";

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
  const passed = succeeds(args);
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

/** Runs one vitest project and reads its report; a run that breaks outside of its tests counts as one failure. */
function vitest(project) {
  console.log(`\n── ${project} tests`);
  const report = path.join(root, "test-output", `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const passed = succeeds([path.join("node_modules", "vitest/vitest.mjs"), "run", "--project", project, ...reporters]);
  const counts = countsOf(report);
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    console.error(`No report in ${path.relative(root, report)}: the tests did not come to their end.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A short run of every row; one that this machine cannot do is skipped. */
function chaos() {
  console.log("\n── chaos");
  const report = path.join(root, "test-output", "chaos.json");
  rmSync(report, { force: true });
  mkdirSync(path.dirname(report), { recursive: true });
  const quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON";
  const passed = succeeds([quiet, "chaos/main.ts", "--short", "--json", report]);
  const counts = rowsOf(report);
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function rowsOf(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const rows = JSON.parse(readFileSync(report, "utf8"));
  const skipped = rows.filter((row) => row.skipped !== null).length;
  const passed = rows.filter((row) => row.skipped === null && row.passed === row.total).length;
  return { passed, failed: rows.length - passed - skipped, skipped };
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
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chaosResult, checkResult, summaryOf, vitestResult } from "./test-reports.mjs";

let folder;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-reports-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content) {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function vitestReport(testResults, counts = {}) {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults,
    ...counts,
  };
}

const failedTest = {
  fullName: "the arm reaches",
  status: "failed",
  failureMessages: ["expected \u001b[31m1\u001b[39m to be 2\n  at arm"],
};
const passedTest = { fullName: "the arm rests", status: "passed", failureMessages: [] };

describe("the result of vitest", () => {
  it("names what failed, with the reason", () => {
    const tests = { name: "arm.test.ts", status: "failed", message: "", assertionResults: [passedTest, failedTest] };
    const report = written(vitestReport([tests], { numFailedTests: 1 }));
    expect(vitestResult("unit tests", report, false)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
      failures: ["arm.test.ts: the arm reaches\n  expected 1 to be 2\n    at arm"],
    });
  });

  it("counts a file that could not be read", () => {
    const tests = { name: "leg.test.ts", status: "failed", message: "no such module", assertionResults: [] };
    const { failed, failures } = vitestResult("unit tests", written(vitestReport([tests])), false);
    expect([failed, failures]).toEqual([1, ["leg.test.ts: did not run\n  no such module"]]);
  });

  it("counts an error outside of the tests, and a report that is missing", () => {
    const report = written(vitestReport([]));
    expect(vitestResult("unit tests", report, true)).toMatchObject({ failed: 0, failures: [] });
    expect(vitestResult("unit tests", report, false)).toMatchObject({ passed: 3, failed: 1 });
    const missing = vitestResult("unit tests", path.join(folder, "nowhere.json"), true);
    expect(missing).toMatchObject({ passed: 0, failed: 1, failures: [expect.stringContaining("no report")] });
  });
});

describe("the result of the chaos", () => {
  const row = { name: "floods", passed: 4, total: 4, skipped: null, reasons: [] };

  it("names the rows that failed, with the command that repeats them", () => {
    const rows = [
      row,
      { ...row, passed: 3, reasons: ["drowned\nagain: npm run chaos"] },
      { ...row, skipped: "no water" },
    ];
    expect(chaosResult(written(rows), false)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: ["chaos: floods 3/4\n  drowned\n  again: npm run chaos"],
    });
  });

  it("counts an error outside of the rows", () => {
    expect(chaosResult(written([row]), false)).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe("the end of the log", () => {
  it("is one line where all went well", () => {
    expect(summaryOf([checkResult("types", true), checkResult("lint", true)])).toBe("2 passed, 0 failed, 0 skipped");
  });

  it("names every failure before the sum", () => {
    expect(summaryOf([checkResult("types", false), checkResult("lint", true)]).split("\n")).toEqual([
      "── what failed",
      "types",
      "",
      "1 passed, 1 failed, 0 skipped",
    ]);
  });
});

/**
 * Reads what the test tools have written of their runs: the counts, and what failed with its reason.
 *
 * A result is `{ passed, failed, skipped, failures }`, where `failures` are lines to read at the end of a long log.
 */
import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** The lines of a reason that are told; a whole difference stands further above, where the test failed. */
const REASON_LINES = 6;

/** @param file the JSON that vitest has written; one that is not there is a run that did not come to its end */
export function vitestResult(name, file, exitedWell) {
  if (!existsSync(file)) return broken(`${name}: no report, the tests did not come to their end`);
  const report = JSON.parse(readFileSync(file, "utf8"));
  const failures = report.testResults.flatMap((tests) => failuresOf(tests));
  const counts = {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return orBroken({ ...counts, failures }, exitedWell, `${name}: an error outside of the tests`);
}

/** A file that could not be read has no tests; its own message is the failure. */
function failuresOf({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  const told = failed.map((test) => line(name, test.fullName, test.failureMessages.join("\n")));
  return told.length === 0 && status === "failed" ? [line(name, "did not run", message)] : told;
}

/** @param file the JSON that the chaos has written: one entry a row */
export function chaosResult(file, exitedWell) {
  if (!existsSync(file)) return broken("chaos: no report, the rows were not all tried");
  const rows = JSON.parse(readFileSync(file, "utf8"));
  const skipped = rows.filter((row) => row.skipped !== null);
  const failed = rows.filter((row) => row.skipped === null && row.passed < row.total);
  const failures = failed.map(({ name, passed, total, reasons }) =>
    line("chaos", `${name} ${passed}/${total}`, reasons.join("\n")),
  );
  const counts = { passed: rows.length - skipped.length - failed.length, failed: failed.length };
  return orBroken({ ...counts, skipped: skipped.length, failures }, exitedWell, "chaos: an error outside of the rows");
}

/** The result of a program that only says whether it went well. */
export function checkResult(name, exitedWell) {
  return { passed: Number(exitedWell), failed: Number(!exitedWell), skipped: 0, failures: exitedWell ? [] : [name] };
}

function orBroken(result, exitedWell, failure) {
  if (exitedWell || result.failed > 0) return result;
  return { ...result, failed: 1, failures: [failure] };
}

const broken = (failure) => ({ passed: 0, failed: 1, skipped: 0, failures: [failure] });

function line(where, name, reason) {
  const told = stripVTControlCharacters(reason).split("\n").slice(0, REASON_LINES);
  return [`${where}: ${name}`, ...told.map((text) => `  ${text}`)].join("\n");
}

/** What a log ends with: every failure again, and `N passed, N failed, N skipped`. */
export function summaryOf(results) {
  const failures = results.flatMap((result) => result.failures);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return [
    ...(failures.length > 0 ? ["── what failed", ...failures, ""] : []),
    `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`,
  ].join("\n");
}

import { expect, test } from "vitest";
import { outputTo } from "./context.ts";
import { bar, clock, threeDigits } from "./format.ts";
import { alignColumns } from "./table.ts";
import { progressLine } from "./train-report.ts";

test.each([
  [null, "–"],
  [Number.NaN, "–"],
  [0, "0.000"],
  [0.52066, "0.521"],
  [-2.468, "-2.47"],
  [31.4159, "31.4"],
  [1284.37, "1284"],
  [0.00001234, "1.23e-5"],
  [12345678, "1.23e+7"],
])("%s reads %s", (value, text) => {
  expect(threeDigits(value)).toBe(text);
});

test.each([
  [7, "0:07"],
  [72.3481, "1:12"],
  [7389, "2:03:09"],
  [59.7, "1:00"],
  [-1, "0:00"],
])("%s seconds read %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

test("columns are aligned and nothing trails", () => {
  const columns = [
    { title: "run", align: "left" as const },
    { title: "cost", align: "right" as const },
  ];
  expect(
    alignColumns(columns, [
      ["1", "5"],
      ["0002", "12345"],
    ]),
  ).toEqual(["run    cost", "1         5", "0002  12345"]);
});

test("the bar and the time that is left", () => {
  expect(bar(0.5, 4)).toBe("██░░");
  expect(bar(7, 4)).toBe("████");
  const progress = {
    run: 1,
    iteration: 7,
    iterations: 20,
    phase: "sample" as const,
    done: 3,
    total: 5,
    elapsedSeconds: 9,
  };
  expect(progressLine({ ...progress, etaSeconds: 72 })).toMatch(/iteration 7\/20 · sampling 3\/5 · 1:12 left$/);
  expect(progressLine({ ...progress, etaSeconds: null })).not.toMatch(/left/);
});

test("a terminal gets colours and a status line, unless it asks for none", () => {
  const written: string[] = [];
  const terminal = { isTTY: true, write: (text: string) => written.push(text) > 0 };
  const output = outputTo(terminal, terminal, {});
  output.status("half");
  output.print("row");
  expect(written).toEqual(["\r\u001b[2Khalf", "\r\u001b[2K", "row\n", "half"]);
  expect(output.paint("red", "x")).toBe("\u001b[31mx\u001b[0m");
  expect(outputTo(terminal, terminal, { NO_COLOR: "1" }).paint("red", "x")).toBe("x");
});

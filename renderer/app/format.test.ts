import { describe, expect, it } from "vitest";
import {
  clockTime,
  formatAge,
  formatDuration,
  formatLike,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatTime,
} from "./format.ts";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [0.0123456, "0.0123"],
    [1.5, "1.50"],
    [12.345, "12.3"],
    [1234.5, "1235"],
    [-0.5, "−0.500"],
    [0.000012345, "1.23·10⁻⁵"],
    [2_500_000, "2.50·10⁶"],
    [null, "–"],
    [Number.NaN, "–"],
  ])("writes %s as %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("formatDuration", () => {
  it.each([
    [0, "0:00"],
    [7.4, "0:07"],
    [72.3481, "1:12"],
    [59.6, "1:00"],
    [3729, "1:02:09"],
  ])("writes %s s as %s", (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

it("puts units after numbers and nowhere else", () => {
  expect(formatQuantity(0.02, "m")).toBe("0.0200\u00a0m");
  expect(formatQuantity(null, "m")).toBe("–");
  expect(formatQuantity(2, "")).toBe("2.00");
  expect(formatPercent(0.8)).toBe("80\u00a0%");
  expect(formatTime(3.4187)).toBe("3.42\u00a0s");
});

it("tells the time of day on a clock of twenty-four hours, from 00:00:00 on", () => {
  expect(clockTime(new Date(2026, 2, 1, 0, 5, 3))).toBe("00:05:03");
  expect(clockTime(new Date(2026, 2, 1, 23, 59, 59))).toBe("23:59:59");
});

it("tells ages coarsely", () => {
  const now = Date.parse("2025-06-10T12:00:00Z");
  expect(formatAge("2025-06-10T11:59:40Z", now)).toBe("now");
  expect(formatAge("2025-06-10T11:15:00Z", now)).toBe("45 min");
  expect(formatAge("2025-06-10T08:59:00Z", now)).toBe("3 h");
  expect(formatAge("2025-06-08T11:00:00Z", now)).toBe("2 d");
  expect(formatAge("2025-01-02T11:00:00Z", now)).toBe("2025-01-02");
});

describe("formatLike", () => {
  it.each([
    [0.0028, 0.000948, "0.00095"],
    [43.5, 0.31, "0.3"],
    [651, 170.4, "170"],
    [0.00002, 0.0000112, "1.12·10⁻⁵"],
    [1, 250_000, "2.50·10⁵"],
  ])("writes beside %s the spread %s to the mean's decimals: %s", (mean, spread, text) =>
    expect(formatLike(mean, spread)).toBe(text),
  );

  it.each([
    [0.00567, 0.0000021, "2·10⁻⁶"],
    [0.00567, 0.0000096, "0.00001"],
    [43.5, 0.02, "0.02"],
    [651, 0.4, "0.4"],
    [1.23, -0.00042, "−4·10⁻⁴"],
    [0, 0.5, "0.500"],
  ])("rounds nothing away: beside %s the spread %s is %s", (mean, spread, text) =>
    expect(formatLike(mean, spread)).toBe(text),
  );

  it("shows no spread of equal values, nor what adding them up leaves", () => {
    expect(formatLike(0.00567, 0)).toBe("0");
    expect(formatLike(0.1, 1.7e-17)).toBe("0");
    expect(formatLike(0, 0)).toBe("0");
  });
});

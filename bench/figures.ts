/** Measured quantities in words. */
import type { ComparisonKind } from "./contest.ts";
import type { Spread } from "./statistics.ts";

const timeUnits = [
  { unit: "s", scale: 1 },
  { unit: "ms", scale: 1e-3 },
  { unit: "µs", scale: 1e-6 },
  { unit: "ns", scale: 1e-9 },
] as const;

/** A time in the unit that gives it one to three digits before the point. */
export function duration(seconds: number): string {
  const { unit, scale } = unitOf(seconds);
  return `${digits(seconds / scale)} ${unit}`;
}

/** Quartiles in the unit of the median: "1.92 … 2.01 ms". */
export function durationRange({ lower, median, upper }: Spread): string {
  const { unit, scale } = unitOf(median);
  return `${digits(lower / scale)} … ${digits(upper / scale)} ${unit}`;
}

function unitOf(seconds: number) {
  return timeUnits.find(({ scale }) => seconds >= scale) ?? timeUnits[timeUnits.length - 1];
}

export function ratio(value: number, kind: ComparisonKind): string {
  return isPercent(kind) ? `${Math.round(100 * value)} %` : `${digits(value)}×`;
}

export function ratioRange({ lower, upper }: Spread, kind: ComparisonKind): string {
  return `${ratio(lower, kind).replace(/[ %×]+$/, "")} … ${ratio(upper, kind)}`;
}

export function target(value: number, kind: ComparisonKind): string {
  return `${kind === "share" ? "≤" : "≥"} ${isPercent(kind) ? `${Math.round(100 * value)} %` : `${value}×`}`;
}

function isPercent(kind: ComparisonKind): boolean {
  return kind === "percent" || kind === "peak";
}

/** Three digits, or all of those before the point. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

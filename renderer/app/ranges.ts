/** Between which values a quantity can be at all: a band of mean ± standard deviation ends there. */
import type { TaskDescription } from "../../main/engine/api.ts";

export type Range = readonly [least: number, greatest: number];

export const anyNumber: Range = [-Infinity, Infinity];
/** Also costs: each term of every task is a square, or a distance. */
export const notNegative: Range = [0, Infinity];
export const share: Range = [0, 1];

/** A distance is none below zero; a speed may go backwards. */
export function metricRange({ name }: Pick<TaskDescription["metric"], "name">): Range {
  return name === "distance" ? notNegative : anyNumber;
}

export function within([least, greatest]: Range, value: number): number {
  return Math.min(greatest, Math.max(least, value));
}

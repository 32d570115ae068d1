import { expect, it } from "vitest";
import { panned, type Span, zoomed, zoomedRound } from "./span.ts";

const rounded = (span: Span) => span.map((t) => Math.round(t * 1e6) / 1e6);

it("keeps the moment under the pointer where it is", () => {
  expect(rounded(zoomed([0, 8], 2, 0.5, 8))).toEqual([1, 5]);
  expect(rounded(zoomed([1, 5], 2, 2, 8))).toEqual([0, 8]);
});

it("goes round a moment, and stays within the rollout", () => {
  expect(rounded(zoomedRound([0, 8], 4, 0.25, 8))).toEqual([3, 5]);
  expect(rounded(zoomedRound([0, 8], 0.6, 0.5, 8))).toEqual([0, 4]);
  expect(rounded(zoomedRound([0, 8], 8, 0.5, 8))).toEqual([4, 8]);
});

it("is never wider than the rollout nor too narrow", () => {
  expect(rounded(zoomed([2, 6], 3, 100, 8))).toEqual([0, 8]);
  expect(rounded(zoomedRound([0, 8], 1, 1e-9, 8))).toEqual([0.95, 1.05]);
});

it("pans as far as there is something", () => {
  expect(rounded(panned([2, 4], 1, 8))).toEqual([3, 5]);
  expect(rounded(panned([2, 4], 9, 8))).toEqual([6, 8]);
  expect(rounded(panned([2, 4], -9, 8))).toEqual([0, 2]);
});

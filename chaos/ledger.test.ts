import { expect, it } from "vitest";
import { merged } from "./ledger.ts";
import type { Figures } from "./tally.ts";

const figures = (name: string, passed: number, skipped: string | null = null): Figures => {
  return { name, seed: 1, passed, total: 9, ways: {}, skipped, reasons: [], seconds: 1 };
};

it("replaces the rows that were tried and keeps the others", () => {
  const before = [figures("a", 1), figures("b", 1), figures("c", 1)];
  const now = [figures("b", 2), figures("c", 0, "no room"), figures("d", 3)];
  expect(merged(before, now)).toEqual([figures("a", 1), figures("b", 2), figures("c", 1), figures("d", 3)]);
});

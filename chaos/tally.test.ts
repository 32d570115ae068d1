import { describe, expect, it, vi } from "vitest";
import type { Row } from "./row.ts";
import { Tally } from "./tally.ts";

const row: Row = {
  name: "floods",
  title: "floods",
  promise: "dry",
  cases: { short: 1, long: 2 },
  open: () => Promise.reject(new Error("not opened here")),
};

describe("Tally", () => {
  it("counts what passed and how, and says how to repeat what failed", () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const tally = new Tally(row, 7);
    tally.pass("swam");
    tally.pass("dry");
    tally.pass("swam");
    tally.fail(3, "drowned");
    expect(tally.line()).toBe("floods: 3/4 (dry 1, swam 2)");
    expect(told.mock.calls.join()).toContain("drowned\n  again: npm run chaos -- --only floods --seed 7 --case 3");
    told.mockRestore();
  });

  it("says why a row was left out", () => {
    const tally = new Tally(row, 1);
    tally.skip("no water here");
    expect(tally.line()).toBe("floods: skipped (no water here)");
    expect(tally.figures()).toMatchObject({ passed: 0, total: 0, skipped: "no water here" });
  });
});

import { describe, expect, it } from "vitest";
import { SelectionError, select, streamOfCase } from "./row.ts";

const rows = [{ name: "kill" }, { name: "flips" }];

describe("select", () => {
  it("takes all rows where none is named, and the named ones in their order", () => {
    expect(select(rows, [])).toEqual(rows);
    expect(select(rows, ["flips"])).toEqual([{ name: "flips" }]);
  });

  it("names the rows that there are", () => {
    expect(() => select(rows, ["floods"])).toThrow(SelectionError);
    expect(() => select(rows, ["floods"])).toThrow('"floods"; there are kill, flips');
  });
});

describe("streamOfCase", () => {
  it("is the same for the same case and another for every other", () => {
    const first = (row: string, seed: number, number: number) => streamOfCase(row, seed, number).uniform();
    expect(first("kill", 1, 2)).toBe(first("kill", 1, 2));
    const others = [first("kill", 1, 2), first("flips", 1, 2), first("kill", 2, 1), first("kill", 1, 12)];
    expect(new Set(others).size).toBe(4);
  });
});

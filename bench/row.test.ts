import { describe, expect, it } from "vitest";
import { SelectionError, select } from "./row.ts";
import { rows } from "./rows/index.ts";

const names = (chosen: readonly { name: string }[]) => chosen.map(({ name }) => name);
const some = [{ name: "gemm-24" }, { name: "gemm-240" }, { name: "lqr-backward-walker" }];

describe("select", () => {
  it("takes all rows without names", () => {
    expect(select(some, [])).toEqual(some);
  });

  it("takes rows by their name or its first words, in the table's order", () => {
    expect(names(select(some, ["lqr", "gemm-24"]))).toEqual(["gemm-24", "lqr-backward-walker"]);
    expect(names(select(some, ["gemm"]))).toEqual(["gemm-24", "gemm-240"]);
  });

  it("refuses a name that no row has, and lists those there are", () => {
    expect(() => select(some, ["gem"])).toThrow(SelectionError);
    expect(() => select(some, ["gem"])).toThrow('no row "gem"; there are gemm-24, gemm-240, lqr-backward-walker');
  });
});

describe("rows", () => {
  it("have names of their own", () => {
    expect(new Set(names(rows)).size).toBe(rows.length);
  });
});

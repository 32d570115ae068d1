import { describe, expect, it } from "vitest";
import { parseOptions } from "./options.ts";

describe("parseOptions", () => {
  it("measures all rows without numpy by default", () => {
    expect(parseOptions([])).toEqual({
      numpy: false,
      only: [],
      rounds: null,
      quick: false,
      threads: 2,
      json: null,
      markdown: false,
      mode: "rows",
    });
  });

  it("takes several names and numbers", () => {
    const options = parseOptions(["--numpy", "--only", "gemm", "lqr", "--rounds", "7", "--threads", "4"]);
    expect(options).toMatchObject({ numpy: true, only: ["gemm", "lqr"], rounds: 7, threads: 4 });
  });

  it("has one mode", () => {
    expect(parseOptions(["--scaling"]).mode).toBe("scaling");
    expect(parseOptions(["--profile"]).mode).toBe("profile");
    expect(parseOptions(["--list"]).mode).toBe("list");
    expect(parseOptions(["--memory"]).mode).toBe("memory");
    expect(parseOptions(["--window"]).mode).toBe("window");
    expect(parseOptions(["--library"]).mode).toBe("library");
  });
});

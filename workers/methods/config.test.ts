import { describe, expect, it } from "vitest";
import { methodOptionsSchema, runConfigSchema } from "./config.ts";

describe("run configuration", () => {
  it("needs a task only; everything else has a default", () => {
    const config = runConfigSchema.parse({ task: "peg2d" });
    expect(config).toMatchObject({ method: "trajectory", seed: 1, samples: 5, prior: "gmm" });
    expect(Object.keys(config.options).sort()).toEqual(Object.keys(methodOptionsSchema.shape).sort());
  });

  it("refuses unknown keys and values out of range", () => {
    expect(runConfigSchema.safeParse({ task: "peg2d", sample: 3 }).success).toBe(false);
    expect(runConfigSchema.safeParse({ task: "peg2d", options: { klstep: 1 } }).success).toBe(false);
    expect(runConfigSchema.safeParse({ task: "peg2d", options: { klStep: -1 } }).success).toBe(false);
    expect(runConfigSchema.safeParse({ task: "peg2d", seed: 0.5 }).success).toBe(false);
    expect(runConfigSchema.safeParse({ task: "peg2d", options: { klStep: Number.NaN } }).success).toBe(false);
  });

  it.each([
    ...Object.entries(runConfigSchema.shape).filter(([key]) => key !== "options"),
    ...Object.entries(methodOptionsSchema.shape),
  ])("names and explains %s", (_, schema) => {
    expect(schema.meta()).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });
});

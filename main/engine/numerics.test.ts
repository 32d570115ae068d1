import { describe, expect, test } from "vitest";
import type { InputsRow } from "../store/rows.ts";
import { nodeVersion } from "../versions.ts";
import { kernelsToResume, kernelsToStart, otherNumerics } from "./numerics.ts";

const inputs: InputsRow = {
  run: 1,
  config: "",
  task: "",
  model: "",
  app_version: "0",
  mujoco_version: "3.14.0",
  node_version: nodeVersion,
  kernels: "relaxed-simd",
};

describe("the kernels' build", () => {
  test("is the best that runs here, or the one that is asked for", () => {
    expect(kernelsToStart(["relaxed-simd", "simd", "plain"], undefined)).toBe("relaxed-simd");
    expect(kernelsToStart(["relaxed-simd", "simd", "plain"], "plain")).toBe("plain");
    expect(() => kernelsToStart(["simd", "plain"], "relaxed-simd")).toThrow(
      /relaxed-simd does not run .*: simd, plain/,
    );
  });

  test("stays what it was when a run goes on, if it can", () => {
    expect(kernelsToResume(["relaxed-simd", "simd", "plain"], { ...inputs, kernels: "simd" })).toBe("simd");
    expect(kernelsToResume(["simd", "plain"], inputs)).toBe("simd");
  });
});

test("a run that goes on under other numerics carries a warning that names them", () => {
  expect(otherNumerics(inputs, "3.14.0", "relaxed-simd")).toBeNull();
  expect(otherNumerics(inputs, "3.14.0", "simd")).toMatch(
    /started with kernels relaxed-simd and goes on with kernels simd; its last digits may differ/,
  );
  expect(otherNumerics({ ...inputs, node_version: "20.1.0" }, "3.15.0", "relaxed-simd")).toContain(
    `MuJoCo 3.14.0, Node 20.1.0 and goes on with MuJoCo 3.15.0, Node ${nodeVersion}`,
  );
});

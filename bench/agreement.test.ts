import { describe, expect, it } from "vitest";
import { checkAgreement, DisagreementError, relativeDifference } from "./agreement.ts";
import { type Arrays, local } from "./contest.ts";

const doing = (name: string, arrays: Arrays) =>
  local(
    name,
    () => {},
    () => arrays,
  );

describe("relativeDifference", () => {
  it("is measured against the largest magnitude", () => {
    expect(relativeDifference(Float64Array.of(100, 1.5), Float64Array.of(100, 1))).toBe(0.005);
  });

  it("takes arrays of zeros as equal", () => {
    expect(relativeDifference(new Float64Array(3), new Float64Array(3))).toBe(0);
  });

  it("is infinite where lengths differ or numbers are not finite", () => {
    expect(relativeDifference(new Float64Array(2), new Float64Array(3))).toBe(Infinity);
    expect(relativeDifference(Float64Array.of(NaN), Float64Array.of(NaN))).toBe(Infinity);
  });
});

describe("checkAgreement", () => {
  const truth = { K: Float64Array.of(1, 2, 3) };

  it("accepts what differs by rounding, and those that give no result", async () => {
    const rounded = { K: Float64Array.of(1, 2, 3 + 1e-9) };
    await checkAgreement([doing("a", {}), doing("b", truth), doing("c", rounded)]);
  });

  it("refuses a wrong result and says whose, which and by how much", async () => {
    const wrong = { K: Float64Array.of(1, 2, 3.3) };
    const check = checkAgreement([doing("numpy", truth), doing("WebAssembly", wrong)]);
    await expect(check).rejects.toThrow(DisagreementError);
    await expect(check).rejects.toThrow("WebAssembly and numpy do not agree in K: relative difference 1.0e-1");
  });

  it("refuses results that have nothing in common", async () => {
    await expect(checkAgreement([doing("a", truth), doing("b", { C: truth.K })])).rejects.toThrow("nothing to compare");
  });
});

import { describe, expect, it } from "vitest";
import { Arena } from "./arena.ts";
import { compile, instantiate, supportedVariants } from "./variants.ts";

describe("supportedVariants", () => {
  it("names the builds that this engine takes, best first", () => {
    expect(["simd", "relaxed-simd,simd"]).toContain(supportedVariants().join());
  });
});

describe.each(supportedVariants())("the %s build", (variant) => {
  const module = compile(variant);

  it("needs nothing from outside but its memory and a way to fail", () => {
    const wanted = WebAssembly.Module.imports(module).map(({ module, name, kind }) => `${module}.${name} ${kind}`);
    expect(wanted).toContain("env.memory memory");
    expect(wanted.filter((entry) => !["env.memory memory", "env.abort function"].includes(entry))).toEqual([]);
  });

  it("keeps its constants in the first pages and works in the rest", () => {
    const kernels = instantiate(module, new Arena(2 ** 21).memory);
    expect(kernels.heapBase()).toBeGreaterThanOrEqual(64);
    expect(kernels.heapBase()).toBeLessThan(2 ** 20);
  });

  it("gives every instance the same memory", () => {
    const arena = new Arena(2 ** 21);
    const [first, second] = [instantiate(module, arena.memory), instantiate(module, arena.memory)];
    arena.reserve(first.heapBase());
    const [A, L] = [arena.float64(4), arena.float64(4)];
    for (const matrix of [A, L]) matrix.set([4, 0, 2, 5]);
    first.cholesky(2, arena.addressOf(A), 2);
    second.cholesky(2, arena.addressOf(L), 2);
    expect([...A]).toEqual([2, 0, 1, 2]);
    expect(L).toEqual(A);
  });

  it("rounds a multiply-add once or twice, without relaxed SIMD always twice", () => {
    const arena = new Arena(2 ** 21);
    const kernels = instantiate(module, arena.memory);
    arena.reserve(kernels.heapBase());
    const x = 1 + 2 ** -30;
    const [A, B, C] = [arena.float64(2), arena.float64(2), arena.float64(1)];
    A.set([-1, x]);
    B.set([x * x, x]);
    const [a, b, c] = [A, B, C].map((array) => arena.addressOf(array));
    kernels.gemmNN(1, 1, 2, 1, a, 2, b, 1, 0, c, 1);
    // x·x − round(x·x): what the rounding took off, or nothing.
    expect(variant === "simd" ? [0] : [0, 2 ** -60]).toContain(C[0]);
  });
});

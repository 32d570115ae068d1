import { describe, expect, it } from "vitest";
import { type Profile, profile, selfTimes } from "./cpu-profile.ts";

const frame = (functionName: string, url = "") => ({ functionName, url });

describe("selfTimes", () => {
  it("sums samples by function, counts what a kernel calls as the kernel and leaves the profiler out", () => {
    const taken: Profile = {
      nodes: [
        { id: 1, callFrame: frame("(root)"), children: [2, 5] },
        { id: 2, callFrame: frame("iterate", "file:///somewhere/iteration.ts"), children: [3] },
        { id: 3, callFrame: frame("wasm-function[7]", "wasm://wasm/1"), children: [4] },
        { id: 4, callFrame: frame("wasm-function[3]", "wasm://wasm/1") },
        { id: 5, callFrame: frame("post", "node:inspector") },
      ],
      samples: [2, 3, 4, 4, 5],
      timeDeltas: [1e6, 1e6, 1e6, 1e6, 9e6],
    };
    // The engine names exported functions by their number.
    const gemm = Object.defineProperty(() => {}, "name", { value: "7" });
    expect(selfTimes(taken, { gemm })).toEqual([
      { name: "gemm (WebAssembly)", seconds: 3, share: 0.75 },
      { name: "iterate (iteration.ts)", seconds: 1, share: 0.25 },
    ]);
  });

  it("finds a busy function in a profile of this engine", async () => {
    const taken = await profile(function busyForAWhile() {
      const before = process.cpuUsage();
      // Of the processor's time: on a busy machine, a tenth of a second may pass without this process.
      while (process.cpuUsage(before).user < 100_000) for (let i = 0; i < 100_000; i++);
    });
    expect(selfTimes(taken, {}).map(({ name }) => name)).toContain("busyForAWhile (cpu-profile.test.ts)");
  });
});

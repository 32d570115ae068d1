/** Expectation maximisation and regression in WebAssembly; data are copied into the runtime's arena once a fit. */
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { MixtureKernels } from "./kernels.ts";
import { WasmDensity } from "./wasm-density.ts";
import { WasmMoments } from "./wasm-moments.ts";
import { fitConditionals } from "./wasm-regression.ts";

export function wasmMixtureKernels(runtime: WasmRuntime): MixtureKernels {
  const { arena } = runtime;
  return {
    withPoints: (data, n, D, K, work) =>
      arena.scope(() => {
        const placed = arena.place(data);
        const density = new WasmDensity(runtime, placed, n, D, K);
        const moments = new WasmMoments(runtime, placed, n, D, density.responsibilities);
        return work({
          responsibilities: density.responsibilities,
          expect: (mixture) => density.expect(mixture),
          maximise: (mixture, floor) => moments.maximise(mixture, floor),
        });
      }),
    fitConditionals: (source, options) => arena.scope(() => fitConditionals(runtime, source, options)),
  };
}

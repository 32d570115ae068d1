/**
 * The two builds of the kernels. Relaxed SIMD has a fused multiply-add, which is faster and rounds once in place of
 * twice: results differ in their last bits, so the choice is recorded with every run.
 */
import type { KernelBuild } from "../../kernel-build.ts";
import type { KernelExports } from "./exports.ts";
import { relaxedSimd, simd } from "./modules.generated.ts";

/** The builds that are WebAssembly. */
export type WasmVariant = Exclude<KernelBuild, "plain">;

const bytesOf: Record<WasmVariant, Uint8Array<ArrayBuffer>> = {
  simd: decode(simd),
  "relaxed-simd": decode(relaxedSimd),
};

/** What this engine can run, best first. */
export function supportedVariants(): WasmVariant[] {
  const best: WasmVariant[] = ["relaxed-simd", "simd"];
  return best.filter((variant) => WebAssembly.validate(bytesOf[variant]));
}

/** Compiles a build, which threads may share. */
export function compile(variant: WasmVariant): WebAssembly.Module {
  return new WebAssembly.Module(bytesOf[variant]);
}

/** An instance that works in the given memory. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const abort = () => {
    throw new Error("a kernel was given sizes that it cannot work with");
  };
  const instance = new WebAssembly.Instance(module, { env: { memory, abort } });
  return instance.exports as unknown as KernelExports;
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

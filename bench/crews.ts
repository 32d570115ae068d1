/** The kernels on one thread and on several, from the sources. */
import path from "node:path";
import { openRuntime, openSharedRuntime, type WasmRuntime } from "../workers/math/wasm/runtime.ts";
import type { Tools } from "./row.ts";

/** Script of a crew's threads. */
export const kernelScript = path.join(import.meta.dirname, "../workers/kernel.ts");

/** Contestants' names and runtimes: as many threads as the options ask for, then one. */
export async function openCrews(tools: Tools): Promise<{ name: string; runtime: WasmRuntime }[]> {
  return [
    { name: `${tools.threads} threads`, runtime: await openShared(tools) },
    { name: "1 thread", runtime: openRuntime(tools.variant) },
  ];
}

function openShared({ variant, threads }: Tools): Promise<WasmRuntime> {
  return openSharedRuntime(variant, { threads, script: kernelScript });
}

/** The kernels of one build with their memory and the threads that run them. */
import { Arena } from "./arena.ts";
import { type Crew, soloCrew } from "./crew.ts";
import type { KernelExports } from "./exports.ts";
import { compile, instantiate, type WasmVariant } from "./variants.ts";

/** Address space of the kernels' memory [bytes]; what is never touched takes no room. */
const MEMORY_BYTES = 2 ** 29;

export interface WasmRuntime {
  variant: WasmVariant;
  arena: Arena;
  kernels: KernelExports;
  crew: Crew;
}

export function openRuntime(variant: WasmVariant): WasmRuntime {
  const arena = new Arena(MEMORY_BYTES);
  const kernels = instantiate(compile(variant), arena.memory);
  arena.reserve(kernels.heapBase());
  return { variant, arena, kernels, crew: soloCrew(kernels, arena) };
}

/** The kernels of one build with their memory and the threads that run them. */
import { Arena } from "./arena.ts";
import { type Crew, type CrewOptions, type CrewParts, openCrew, soloCrew } from "./crew.ts";
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

/** The kernels on the caller's thread alone. */
export function openRuntime(variant: WasmVariant): WasmRuntime {
  const { kernels, arena } = partsOf(variant);
  return { variant, arena, kernels, crew: soloCrew(kernels, arena) };
}

/** The kernels on several threads; `crew.close()` ends them. Rejects when a thread cannot be started. */
export async function openSharedRuntime(variant: WasmVariant, options: CrewOptions): Promise<WasmRuntime> {
  const parts = partsOf(variant);
  const { kernels, arena } = parts;
  return { variant, arena, kernels, crew: await openCrew(parts, options) };
}

function partsOf(variant: WasmVariant): CrewParts {
  const arena = new Arena(MEMORY_BYTES);
  const module = compile(variant);
  const kernels = instantiate(module, arena.memory);
  arena.reserve(kernels.heapBase());
  return { module, kernels, arena };
}

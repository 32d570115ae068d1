/** On what was measured: without this no figure means anything. */
import { cpus } from "node:os";
import type { WasmVariant } from "../workers/math/wasm/variants.ts";
import type { NumpyProcess } from "./numpy-process.ts";

export interface Machine {
  processor: string;
  cores: number;
  node: string;
  /** Build of the kernels. */
  kernels: WasmVariant;
  /** Versions of numpy and its BLAS, or null where they were not asked for. */
  numpy: string | null;
}

export async function describeMachine(variant: WasmVariant, numpy: NumpyProcess | null): Promise<Machine> {
  const about = numpy && (await numpy.about());
  return {
    processor: cpus()[0].model.trim(),
    cores: cpus().length,
    node: process.versions.node,
    kernels: variant,
    numpy: about && `${about.numpy} with ${about.blas}`,
  };
}

/** One line. */
export function machineLine({ processor, cores, node, kernels, numpy }: Machine): string {
  const parts = [`${processor}, ${cores} cores`, `Node ${node}`, `kernels: ${kernels}`];
  return [...parts, ...(numpy === null ? [] : [`numpy ${numpy}`])].join(" · ");
}

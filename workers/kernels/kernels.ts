/** The numerical kernels of one build: everything that a run computes in bulk. */
import type { MixtureKernels } from "../dynamics/kernels.ts";
import { plainMixtureKernels } from "../dynamics/plain-kernels.ts";
import { wasmMixtureKernels } from "../dynamics/wasm-kernels.ts";
import type { KernelBuild } from "../kernel-build.ts";
import { openRuntime, openSharedRuntime, type WasmRuntime } from "../math/wasm/runtime.ts";
import type { NetworkKernels } from "../policy/kernels.ts";
import { plainNetworkKernels } from "../policy/plain-kernels.ts";
import { wasmNetworkKernels } from "../policy/wasm-kernels.ts";
import type { TrajectoryKernels } from "../trajectory/kernels.ts";
import { plainTrajectoryKernels } from "../trajectory/plain-kernels.ts";
import { WasmTrajectoryKernels } from "../trajectory/wasm-kernels.ts";

export interface Kernels {
  mixture: MixtureKernels;
  trajectory: TrajectoryKernels;
  network: NetworkKernels;
}

export interface KernelThreads {
  /** Threads that share the work, the caller's own included; the numbers do not depend on it. */
  threads: number;
  /** Script of the other threads. */
  script: string;
}

/** Kernels on several threads; `close` ends the others. Rejects when a thread cannot be started. */
export async function openKernels(
  build: KernelBuild,
  threads: KernelThreads,
): Promise<{ kernels: Kernels; close: () => Promise<void> }> {
  if (build === "plain") return { kernels: plainKernels, close: async () => {} };
  const runtime = await openSharedRuntime(build, threads);
  return { kernels: wasmKernels(runtime), close: () => runtime.crew.close() };
}

/** Kernels on the caller's thread alone. */
export function localKernels(build: KernelBuild): Kernels {
  return build === "plain" ? plainKernels : wasmKernels(openRuntime(build));
}

const plainKernels: Kernels = {
  mixture: plainMixtureKernels,
  trajectory: plainTrajectoryKernels,
  network: plainNetworkKernels,
};

function wasmKernels(runtime: WasmRuntime): Kernels {
  return {
    mixture: wasmMixtureKernels(runtime),
    trajectory: new WasmTrajectoryKernels(runtime),
    network: wasmNetworkKernels(runtime),
  };
}

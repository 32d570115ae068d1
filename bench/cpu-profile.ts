/** Where time goes, function by function: the sampling profiler of the engine around a piece of work. */
import { Session } from "node:inspector/promises";
import path from "node:path";

/** Time between samples [µs]. */
const INTERVAL = 200;

export interface FunctionTime {
  /** "backwardPass (backward-pass.ts)", or a kernel's name. */
  name: string;
  /** Share of the profiled time that was spent in the function itself. */
  share: number;
  /** [s]. */
  seconds: number;
}

/** What of an engine's profile is used. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  /** Time before each sample [µs]. */
  timeDeltas: number[];
}

export async function profile(work: () => unknown): Promise<Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
    await session.post("Profiler.start");
    await work();
    const { profile: taken } = await session.post("Profiler.stop");
    return { nodes: taken.nodes, samples: taken.samples ?? [], timeDeltas: taken.timeDeltas ?? [] };
  } finally {
    session.disconnect();
  }
}

/** Self time of every function that was seen, most first. `kernelNames` are the WebAssembly functions' by their number. */
export function selfTimes({ nodes, samples, timeDeltas }: Profile, kernelNames: Map<string, string>): FunctionTime[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, kernelNames)]));
  const seconds = new Map<string, number>();
  let total = 0;
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? "(unknown)";
    const spent = timeDeltas[i] / 1e6;
    total += spent;
    seconds.set(name, (seconds.get(name) ?? 0) + spent);
  }
  return [...seconds]
    .map(([name, spent]) => ({ name, seconds: spent, share: spent / total }))
    .sort((a, b) => b.seconds - a.seconds);
}

function nameOf(
  { functionName, url }: { functionName: string; url: string },
  kernelNames: Map<string, string>,
): string {
  const number = /^wasm-function\[(\d+)\]$/.exec(functionName)?.[1];
  if (number !== undefined) return `${kernelNames.get(number) ?? "part of a kernel"} (WebAssembly)`;
  const file = url === "" ? "" : ` (${path.basename(url)})`;
  return `${functionName === "" ? "(anonymous)" : functionName}${file}`;
}

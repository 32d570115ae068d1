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
  nodes: { id: number; children?: number[] | undefined; callFrame: { functionName: string; url: string } }[];
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

/** Self time of every function that was seen, most first. What a kernel calls inside WebAssembly counts as the kernel. */
export function selfTimes({ nodes, samples, timeDeltas }: Profile, kernels: object): FunctionTime[] {
  const names = namesOf(nodes, exportedNames(kernels));
  const seconds = new Map<string, number>();
  let total = 0;
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? "(unknown)";
    // The profiler is no part of the work.
    if (name.endsWith("(node:inspector)")) continue;
    const spent = timeDeltas[i] / 1e6;
    total += spent;
    seconds.set(name, (seconds.get(name) ?? 0) + spent);
  }
  return [...seconds]
    .map(([name, spent]) => ({ name, seconds: spent, share: spent / total }))
    .sort((a, b) => b.seconds - a.seconds);
}

/** Names of a module's exported functions by their number in the module, which the engine gives them as a name. */
function exportedNames(kernels: object): Map<string, string> {
  return new Map(Object.entries(kernels).map(([name, kernel]) => [(kernel as { name: string }).name, name]));
}

/** Names by node; children come after their parents. */
function namesOf(nodes: Profile["nodes"], exported: Map<string, string>): Map<number, string> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const names = new Map<number, string>();
  for (const { id, callFrame } of nodes) {
    const number = /^wasm-function\[(\d+)\]$/.exec(callFrame.functionName)?.[1];
    const within = names.get(parents.get(id) ?? -1) ?? "(kernels)";
    const kernel = number === undefined ? null : (exported.get(number) ?? null);
    if (number !== undefined) names.set(id, kernel === null ? within : `${kernel} (WebAssembly)`);
    else names.set(id, nameOf(callFrame));
  }
  return names;
}

function nameOf({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName.startsWith("js-to-wasm")) return "calls into WebAssembly";
  const file = url === "" ? "" : ` (${path.basename(url)})`;
  return `${functionName === "" ? "(anonymous)" : functionName}${file}`;
}

/** Where the time of one whole iteration of the walker's size goes, on one thread so that all of it is seen. */
import { localKernels } from "../workers/kernels/kernels.ts";
import { openRuntime } from "../workers/math/wasm/runtime.ts";
import type { WasmVariant } from "../workers/math/wasm/variants.ts";
import { type FunctionTime, profile, selfTimes } from "./cpu-profile.ts";
import { duration } from "./figures.ts";
import { checkable, iterate, walkerIteration } from "./iteration.ts";

/** Functions of a smaller share are summed up in one line. */
const SMALLEST_SHARE = 0.005;

export async function profileIteration(variant: WasmVariant): Promise<FunctionTime[]> {
  const problem = await walkerIteration(variant);
  const kernels = localKernels(variant);
  // Compiled and warm.
  for (let i = 0; i < 3; i++) iterate(checkable(problem), kernels, "double");
  const taken = await profile(() => iterate(problem, kernels, "double"));
  return gathered(selfTimes(taken, openRuntime(variant).kernels));
}

/** What is small, in one line at the end. */
function gathered(times: readonly FunctionTime[]): FunctionTime[] {
  const large = times.filter(({ share }) => share >= SMALLEST_SHARE);
  const rest = times.filter(({ share }) => share < SMALLEST_SHARE);
  const sum = (key: "seconds" | "share") => rest.reduce((total, time) => total + time[key], 0);
  return [...large, { name: `${rest.length} others`, seconds: sum("seconds"), share: sum("share") }];
}

export function profileMarkdown(times: readonly FunctionTime[]): string {
  const rows = times.map(({ name, seconds, share }) => `| ${name} | ${duration(seconds)} | ${percent(share)} |`);
  return ["| function | own time | share |", "| --- | --- | --- |", ...rows].join("\n");
}

export function profileText(times: readonly FunctionTime[]): string {
  const lines = times.map(({ name, seconds, share }) => {
    return `${duration(seconds).padStart(9)}  ${percent(share).padStart(6)}  ${"█".repeat(Math.round(40 * share))} ${name}`;
  });
  return lines.join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** How far the verification or repair of a store has come, on the terminal's last line. */
import { storeSteps } from "../engine/project-api.ts";
import type { Watch } from "../store/watch.ts";
import type { Output } from "./context.ts";
import { bar, megabytes } from "./format.ts";

/** Runs `work`, whose steps it shows, and leaves the line empty. */
export async function withStoreProgress<T>(output: Output, work: (watch: Watch) => Promise<T>): Promise<T> {
  const tell: Watch["tell"] = (step, done, total) => {
    const amount = (n: number): string => (step === "copying" ? megabytes(n) : `${n}`);
    const share = total === 0 ? "" : ` ${amount(done)} of ${amount(total)}`;
    output.status(`${bar(total === 0 ? 0 : done / total, 24)} ${storeSteps[step]}${share}`);
  };
  try {
    return await work({ tell, isCancelled: () => false });
  } finally {
    output.status("");
  }
}

/** How far a verification or repair of the store has come, as the engine tells it. */
import { create } from "zustand";
import { type StoreWork, storeSteps } from "../../main/engine/project-api.ts";
import { formatBytes } from "../app/format.ts";

export const useStoreWork = create<{ work: StoreWork | null }>(() => ({ work: null }));

export function storeWork(work: StoreWork | null): void {
  useStoreWork.setState({ work });
}

/** What is being done, and how much of it is done where that can be told. */
export function workWords({ step, done, total }: StoreWork): string {
  if (total === 0) return `${storeSteps[step]}…`;
  const amount = (n: number): string => (step === "copying" ? formatBytes(n) : n.toLocaleString("en"));
  return `${storeSteps[step]}: ${amount(done)} of ${amount(total)}${step === "copying" ? "" : " rows"}`;
}

/** What a person changes of a comparison: the baseline, what is in it, and which quantities have a chart. */
import { useComparison } from "./compare-store.ts";

/** Key of an entry; null for no baseline. */
export function pin(baseline: string | null): void {
  useComparison.setState({ baseline });
}

export function takeOut(out: readonly number[]): void {
  useComparison.setState(({ runs }) => ({ runs: runs.filter((id) => !out.includes(id)) }));
}

export function toggleQuantity(id: string): void {
  useComparison.setState(({ quantities }) => ({
    quantities: quantities.includes(id) ? quantities.filter((one) => one !== id) : [...quantities, id],
  }));
}

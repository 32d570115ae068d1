import { beforeEach, expect, it } from "vitest";
import { type Shown, useShown } from "../app/shown-store.ts";
import { useView } from "../app/view-store.ts";
import { scrubTo } from "./scrub.ts";

const shown = {} as Shown;
const loading = () => useShown.setState({ state: { status: "loading", shown } });
const ready = () => useShown.setState({ state: { status: "ready", shown } });

beforeEach(() => {
  ready();
  useView.setState({ iteration: null, follow: true });
});

it("passes over iterations that were asked for while another one loaded, and ends at the last", () => {
  const seen: (number | null)[] = [];
  const stop = useView.subscribe(({ iteration }) => {
    seen.push(iteration);
    loading();
  });
  for (const iteration of [9, 8, 7, 6]) scrubTo(iteration);
  ready();
  ready();
  stop();
  expect(seen).toEqual([9, 6]);
  expect(useView.getState().follow).toBe(false);
});

import type { RunSummary } from "../../main/engine/api.ts";
import { focusPanel } from "../app/dock-layout.ts";
import { useEngine } from "../app/engine-store.ts";
import { useComparison } from "../compare/compare-store.ts";
import { compareRuns } from "../library/actions.ts";
import { useTable } from "../library/table-store.ts";
import type { Command } from "./command.ts";

export const compareCommands: readonly Command[] = [
  {
    id: "compare.chosen",
    title: "Compare the chosen runs",
    group: "Run",
    shortcuts: ["Mod+Shift+K"],
    keywords: ["curves", "selection", "table"],
    enabled: () => useTable.getState().selection.chosen.size > 0,
    run: () => {
      compareRuns(chosenRuns());
      focusPanel("compare");
    },
  },
  {
    id: "compare.curves",
    title: "Compare curves",
    group: "Run",
    keywords: ["learning", "seeds", "mean"],
    enabled: isComparing,
    run: () => show("curves"),
  },
  {
    id: "compare.rollouts",
    title: "Compare rollouts",
    group: "Run",
    keywords: ["scenes", "side by side", "split", "sync"],
    enabled: isComparing,
    run: () => show("rollouts"),
  },
  {
    id: "compare.scenes",
    title: "Compare rollouts: side by side or in one scene",
    group: "Run",
    keywords: ["split", "overlaid"],
    enabled: () => isComparing() && useComparison.getState().shown === "rollouts",
    run: () => useComparison.setState(({ scenes }) => ({ scenes: scenes === "split" ? "overlaid" : "split" })),
  },
];

function chosenRuns(): RunSummary[] {
  const { chosen } = useTable.getState().selection;
  return (useEngine.getState().runs ?? []).filter(({ id }) => chosen.has(id));
}

function isComparing(): boolean {
  return useComparison.getState().runs.length > 0;
}

function show(shown: "curves" | "rollouts"): void {
  useComparison.setState({ shown });
  focusPanel("compare");
}

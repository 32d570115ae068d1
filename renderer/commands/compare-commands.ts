import { focusPanel } from "../app/dock-layout.ts";
import { useEngine } from "../app/engine-store.ts";
import { acrossTitles } from "../compare/across.ts";
import { type CompareStyle, SMOOTHEST, seedTitles, useComparison } from "../compare/compare-store.ts";
import { entriesOf } from "../compare/entries.ts";
import { pin, takeOut, toggleQuantity } from "../compare/pick.ts";
import { quantitiesOf } from "../compare/quantities.ts";
import { compareRuns } from "../library/actions.ts";
import { runsChosen, theRuns, wordsFor } from "../library/rows-store.ts";
import { type Command, firstOf, unless } from "./command.ts";

const withoutComparison = () => unless(useComparison.getState().runs.length > 0, "Compare some runs first.");
const withoutCurves = () =>
  firstOf(withoutComparison(), unless(useComparison.getState().shown === "curves", "Compare curves first."));
const withoutChosen = () => unless(runsChosen().length > 0, "Choose runs in the runs table first.");

function command(name: string, title: string, keywords: readonly string[], run: () => void): Command {
  return { id: `compare.${name}`, title, group: "Compare", keywords, hindrance: withoutComparison, run };
}

function ofCurves(
  name: string,
  title: string,
  keywords: readonly string[],
  change: () => Partial<CompareStyle>,
): Command {
  const run = () => useComparison.setState(change());
  return {
    id: `compare.${name}`,
    title: `Compare: ${title}`,
    group: "Compare",
    keywords,
    hindrance: withoutCurves,
    run,
  };
}

/** A press of smoother or rougher. */
const SMOOTHING_STEP = 0.1;

function smoother(by: number): Partial<CompareStyle> {
  const smoothing = useComparison.getState().smoothing + by;
  return { smoothing: Math.min(SMOOTHEST, Math.max(0, Math.round(smoothing * 100) / 100)) };
}

export const compareCommands: readonly Command[] = [
  {
    id: "compare.chosen",
    title: "Compare the chosen runs",
    titleHere: () => `Compare ${theRuns(runsChosen())}`,
    group: "Compare",
    shortcuts: ["Mod+Shift+K"],
    keywords: ["curves", "selection", "table"],
    about: () => wordsFor(runsChosen()),
    hindrance: withoutChosen,
    run: () => {
      compareRuns(runsChosen());
      focusPanel("compare");
    },
  },
  {
    id: "compare.add",
    title: "Add the chosen runs to the comparison",
    titleHere: () => `Add ${theRuns(runsChosen())} to the comparison`,
    group: "Compare",
    keywords: ["selection", "table"],
    about: () => wordsFor(runsChosen()),
    hindrance: () => firstOf(withoutComparison(), withoutChosen()),
    run: () => {
      const ids = runsChosen().map(({ id }) => id);
      useComparison.setState(({ runs }) => ({ runs: [...new Set([...runs, ...ids])] }));
      focusPanel("compare");
    },
  },
  command("curves", "Compare curves", ["learning", "seeds", "mean"], () => show("curves")),
  command("rollouts", "Compare rollouts", ["scenes", "side by side", "split", "sync"], () => show("rollouts")),
  {
    id: "compare.scenes",
    title: "Compare rollouts: side by side or in one scene",
    group: "Compare",
    keywords: ["split", "overlaid"],
    hindrance: () =>
      firstOf(withoutComparison(), unless(useComparison.getState().shown === "rollouts", "Compare rollouts first.")),
    run: () => useComparison.setState(({ scenes }) => ({ scenes: scenes === "split" ? "overlaid" : "split" })),
  },
  ...Object.entries(acrossTitles).map(([across, { short }]) =>
    ofCurves(`across.${across}`, `curves over ${short.toLowerCase()}`, ["axis"], () => ({
      across: across as CompareStyle["across"],
    })),
  ),
  ...Object.entries(seedTitles).map(([seeds, title]) =>
    ofCurves(`seeds.${seeds}`, `seeds as ${title.toLowerCase()}`, ["band", "spread"], () => ({
      seeds: seeds as CompareStyle["seeds"],
    })),
  ),
  ofCurves("log", "logarithmic or linear", ["axis", "log"], () => ({ log: !useComparison.getState().log })),
  ofCurves("smoother", "smoother curves", ["smoothing", "average"], () => smoother(SMOOTHING_STEP)),
  ofCurves("rougher", "rougher curves", ["smoothing", "average", "raw"], () => smoother(-SMOOTHING_STEP)),
  {
    ...command("unpin", "Compare: no baseline", ["pinned", "deltas"], () => pin(null)),
    hindrance: () => unless(useComparison.getState().baseline !== null, "No baseline is pinned."),
  },
  command("clear", "Compare: take all out", ["empty", "clear"], () =>
    useComparison.setState({ runs: [], baseline: null }),
  ),
];

/** For each entry of the comparison the pin and the way out, and one for each quantity. */
export function currentCompareCommands(): Command[] {
  const { details } = useEngine.getState();
  const known = useComparison.getState().runs.flatMap((id) => details[id] ?? []);
  return [
    ...entriesOf(known).flatMap(({ key, label, runs }) => [
      command(`pin.${key}`, `Compare: pin ${label} as the baseline`, ["deltas"], () => pin(key)),
      command(`out.${key}`, `Compare: take out ${label}`, ["remove"], () =>
        takeOut(runs.map(({ summary }) => summary.id)),
      ),
    ]),
    ...(known.length === 0 ? [] : quantitiesOf(known)).map(({ id, title }) =>
      command(`quantity.${id}`, `Compare: show or hide ${title}`, ["quantity", "curve"], () => toggleQuantity(id)),
    ),
  ];
}

function show(shown: "curves" | "rollouts"): void {
  useComparison.setState({ shown });
  focusPanel("compare");
}

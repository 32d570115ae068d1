/** Chooses what a side of the comparison shows: run, iteration and rollout; and says what it cost. */
import type { RunDetail } from "../../main/engine/api.ts";
import { formatNumber, formatQuantity } from "../app/format.ts";
import { iterationOf, type Side, type SideName, useSides } from "./sides.ts";
import { chosenOf, type SideContent } from "./useSideContent.ts";

interface Props {
  name: SideName;
  side: Side;
  runs: readonly RunDetail[];
  detail: RunDetail;
  what: SideContent;
  /** Whether its colour tells it from the other. */
  keyed: boolean;
}

export function SideBar({ name, side, runs, detail, what: { shown, rollout }, keyed }: Props) {
  const rejected =
    detail.iterations.find(({ iteration }) => iteration === iterationOf(side, detail))?.accepted === false;
  const change = (changes: Partial<Side>) => useSides.setState({ [name]: { ...side, ...changes } });
  return (
    <div className="panel-bar side-bar">
      {keyed && <span className="side-key" data-side={name} aria-hidden="true" />}
      <select
        aria-label={`Run of the ${name} rollout`}
        value={side.run}
        onChange={({ target }) => change({ run: Number(target.value), iteration: null })}
      >
        {runs.map(({ summary: { id, labels }, task }) => (
          <option key={id} value={id}>
            {`Run ${id}, ${labels.name || task.title}`}
          </option>
        ))}
      </select>
      <IterationChoice name={name} side={side} detail={detail} onChoose={(iteration) => change({ iteration })} />
      <select
        aria-label={`Sample of the ${name} rollout`}
        value={chosenOf(side, shown)}
        onChange={({ target }) => change({ rollout: target.value === "mean" ? "mean" : Number(target.value) })}
      >
        <option value="mean">Mean</option>
        {shown?.rollouts.map(({ sample }, i) => (
          <option key={sample} value={i}>
            Sample {i + 1}
          </option>
        ))}
      </select>
      {rollout && (
        <span className="shown-note tabular">
          {rejected && "rejected · "}cost {formatNumber(rollout.cost)} ·{" "}
          <span title={detail.task.metric.title}>{formatQuantity(rollout.metric, detail.task.metric.unit)}</span>
        </span>
      )}
    </div>
  );
}

interface IterationProps {
  name: SideName;
  side: Side;
  detail: RunDetail;
  onChoose(iteration: number): void;
}

/** A slider through the iterations, and where it is. */
function IterationChoice({ name, side, detail, onChoose }: IterationProps) {
  const { iterations } = detail;
  const at = iterations.findIndex(({ iteration }) => iteration === iterationOf(side, detail));
  const words = `Iteration ${iterations[at]?.iteration ?? "–"}`;
  return (
    <label className="side-iteration tabular">
      <input
        type="range"
        aria-label={`Iteration of the ${name} rollout`}
        aria-valuetext={words}
        min={0}
        max={Math.max(1, iterations.length - 1)}
        value={Math.max(0, at)}
        disabled={iterations.length < 2}
        onChange={({ target }) => onChoose(iterations[Number(target.value)]!.iteration)}
      />
      {words} <span className="muted">/ {iterations.length}</span>
    </label>
  );
}

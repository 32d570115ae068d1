import { useMemo } from "react";
import type { RunDetail } from "../../main/engine/api.ts";
import { CommandButton } from "../app/CommandButton.tsx";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { metricRange, notNegative } from "../app/ranges.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay, useView } from "../app/view-store.ts";
import { commandNamed, hindranceOf, runCommand } from "../commands/registry.ts";
import { CurvePlot } from "./CurvePlot.tsx";
import { axisEnd, curveColumns } from "./curves.ts";
import { LogToggle } from "./LogToggle.tsx";

export function LearningCurve() {
  const run = useView((view) => view.run);
  const detail = useEngine((state) => (run === null ? undefined : state.details[run]));
  const points = detail?.iterations.length ?? 0;
  return (
    <section className="timeline-panel" aria-label="Learning curve" data-testid="learning-curve" data-points={points}>
      {detail && points > 0 ? <Curves detail={detail} /> : <NoCurve selected={run !== null} />}
    </section>
  );
}

function NoCurve({ selected }: { selected: boolean }) {
  return (
    <Empty title={selected ? "No iteration yet" : "Nothing learned yet"}>
      <p>Cost and metric of each iteration appear here as it is done.</p>
    </Empty>
  );
}

function Curves({ detail: { iterations, summary, task } }: { detail: RunDetail }) {
  const selected = useView((view) => view.iteration);
  const follow = useView((view) => view.follow);
  const log = useDisplay((display) => display.logCurve);
  const costs = useMemo(
    () => curveColumns(iterations, ({ cost, costStd }) => [cost, costStd], notNegative),
    [iterations],
  );
  const metrics = useMemo(
    () => curveColumns(iterations, ({ metric, metricStd }) => [metric, metricStd], metricRange(task.metric)),
    [iterations, task],
  );
  const done = iterations.at(-1)?.iteration ?? 1;
  const planned = Math.max(summary.iterationsTotal, done);
  const last = axisEnd(done, planned);
  return (
    <>
      <div className="panel-bar">
        <IterationPicker selected={selected} last={planned} />
        <Toggle
          label="Follow"
          title="Show each new iteration as it arrives"
          on={follow}
          onChange={() => runCommand("iteration.follow")}
        />
        <span className="spacer" />
        <LogToggle />
      </div>
      <CurvePlot
        title="Cost"
        unit=""
        columns={costs}
        series={0}
        log={log}
        last={last}
        selected={selected}
        labelled={false}
      />
      <CurvePlot
        title={task.metric.title}
        unit={task.metric.unit}
        columns={metrics}
        series={1}
        log={log && task.metric.better === "lower"}
        last={last}
        selected={selected}
        labelled
      />
    </>
  );
}

function IterationPicker({ selected, last }: { selected: number | null; last: number }) {
  const hinders = (command: string) => hindranceOf(commandNamed(command)!) !== null;
  const button = (command: string, icon: "left" | "right", label: string) => (
    <CommandButton command={command} icon={icon} label={label} disabled={hinders(command)} />
  );
  return (
    <div className="stepper">
      {button("iteration.previous", "left", "Previous iteration")}
      <output className="tabular" aria-label="Shown iteration">
        Iteration {selected ?? "–"} <span className="muted">/ {last}</span>
      </output>
      {button("iteration.next", "right", "Next iteration")}
    </div>
  );
}

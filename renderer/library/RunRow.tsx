import type { RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { formatAge, formatQuantity } from "../app/format.ts";
import { StatusShape, statusWord } from "./status.tsx";

interface Props {
  run: RunSummary;
  task: TaskDescription | undefined;
  /** The settings in which it differs from runs beside it. */
  differences: string;
  now: number;
}

export function RunRow({ run, task, differences, now }: Props) {
  const { id, status, iterationsDone, iterationsTotal, seed, metric, createdAt, labels } = run;
  const unfinished = iterationsDone < iterationsTotal;
  return (
    <div className="run-row" data-status={status}>
      <StatusShape status={status} />
      <div className="run-line">
        <span className="row-title tabular">
          {id} <span className="row-task">{labels.name || (task?.title ?? run.task)}</span>
          <span className="row-seed">seed {seed}</span>
        </span>
        <span className="number" title={task ? `${task.metric.title}, last accepted iteration` : undefined}>
          {formatQuantity(metric, task?.metric.unit ?? "")}
        </span>
      </div>
      <div className="run-line">
        <span className="row-note tabular" title={differences === "" ? undefined : differences}>
          {statusWord(status)}
          {unfinished && ` ${iterationsDone}/${iterationsTotal}`}
          {differences !== "" && ` · ${differences}`}
        </span>
        <span className="row-note number">{formatAge(createdAt, now)}</span>
      </div>
    </div>
  );
}

import type { RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { formatAge, formatQuantity } from "../app/format.ts";
import { StatusShape, statusWord } from "./status.tsx";

interface Props {
  run: RunSummary;
  task: TaskDescription | undefined;
  /** What tells its settings from others'. */
  settings: string;
  now: number;
}

export function RunRow({ run, task, settings, now }: Props) {
  const { id, status, iterationsDone, iterationsTotal, seed, metric, createdAt, labels } = run;
  const unfinished = iterationsDone < iterationsTotal;
  return (
    <div className="run-row" data-status={status}>
      <StatusShape status={status} />
      <span className="row-title tabular">
        {id} <span className="row-task">{labels.name || (task?.title ?? run.task)}</span>
        <span className="row-seed">seed {seed}</span>
      </span>
      <span className="number" title={task ? `${task.metric.title}, last accepted iteration` : undefined}>
        {formatQuantity(metric, task?.metric.unit ?? "")}
      </span>
      <span className="row-note tabular" title={settings}>
        {statusWord(status)}
        {unfinished && ` ${iterationsDone}/${iterationsTotal}`}
        {settings !== "" && ` · ${settings}`}
      </span>
      <span className="row-note number">{formatAge(createdAt, now)}</span>
    </div>
  );
}

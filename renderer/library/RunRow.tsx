import type { RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { formatAge, formatQuantity } from "../app/format.ts";
import { StatusShape, statusWord } from "./status.tsx";

/** What ages older than a few days are told as. */
const ISO_DATE = /^\d{4}-/;

interface Props {
  run: RunSummary;
  task: TaskDescription | undefined;
  /** Its method and the settings in which it differs from runs beside it, where they are worth saying. */
  settings: string;
  now: number;
}

export function RunRow({ run, task, settings, now }: Props) {
  const { id, status, iterationsDone, iterationsTotal, seed, metric, createdAt, labels } = run;
  const unfinished = iterationsDone < iterationsTotal;
  const title = labels.name || (task?.title ?? run.task);
  const age = formatAge(createdAt, now);
  const progress = unfinished ? ` ${iterationsDone}/${iterationsTotal}` : "";
  const note = `${statusWord(status)}${progress} · seed ${seed}`;
  return (
    <div className="run-row" data-status={status}>
      <StatusShape status={status} />
      <div className="run-line">
        <span className="row-title tabular" title={`Run ${id}: ${title}, started ${age}`}>
          {id} <span className="row-task">{title}</span>
        </span>
        <span className="row-note row-age number" data-date={ISO_DATE.test(age)}>
          {age}
        </span>
      </div>
      <div className="run-line">
        <span className="row-note tabular" title={note}>
          {note}
        </span>
        <span className="number" title={task ? `${task.metric.title}, last accepted iteration` : undefined}>
          {formatQuantity(metric, task?.metric.unit ?? "")}
        </span>
      </div>
      {settings !== "" && <span className="row-note row-settings tabular">{settings}</span>}
    </div>
  );
}

/** The run that is looked at: how far it is, what it reached, and what can be done with it. */
import { useEffect, useRef, useState } from "react";
import type { Progress, RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { useEngine } from "../app/engine-store.ts";
import { Fold } from "../app/Fold.tsx";
import { formatDuration, formatPercent, formatQuantity } from "../app/format.ts";
import { notify } from "../app/notices.ts";
import { cancel, resume } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { StatusShape, statusWord } from "../library/status.tsx";
import { useNow } from "../library/useNow.ts";
import { fractionDone, phaseWords, secondsLeft } from "./progress.ts";

export function RunCard() {
  const id = useView((view) => view.run);
  const run = useEngine((state) => state.runs?.find((candidate) => candidate.id === id));
  const task = useEngine((state) => state.tasks?.find(({ name }) => name === run?.task));
  const progress = useEngine((state) => (id === null ? undefined : state.progress[id]));
  if (!run) return null;
  return (
    <section
      key={run.id}
      className="run-card"
      aria-label={`Run ${run.id}`}
      data-testid="run-card"
      data-status={run.status}
    >
      <h2 className="run-card-title">
        <span className="tabular">Run {run.id}</span>
        <span className="run-status" role="status">
          <StatusShape status={run.status} />
          {statusWord(run.status)}
        </span>
      </h2>
      {run.status === "running" ? <Running run={run} progress={progress} /> : <Ended run={run} />}
      <Results run={run} task={task} />
      <Origin run={run} />
      <Action run={run} />
      {run.iterationsDone > 0 && <CommandTextButton command="export.run" label="Export…" className="" />}
    </section>
  );
}

function Running({ run, progress }: { run: RunSummary; progress: Progress | undefined }) {
  const since = useSecondsSince(progress);
  const iteration = Math.max(progress?.iteration ?? 0, Math.min(run.iterationsTotal, run.iterationsDone + 1));
  const fraction = progress ? fractionDone(progress) : run.iterationsDone / run.iterationsTotal;
  const left = progress ? secondsLeft(progress, since, run.reason !== null) : null;
  return (
    <>
      <div className="progress-line tabular">
        <span>
          iteration {iteration}/{run.iterationsTotal}
        </span>
        <span>{left === null ? "" : `${formatDuration(left)} left`}</span>
      </div>
      <progress className="progress" aria-label="Progress of the run" max={1} value={fraction} />
      <div className="progress-line tabular muted">
        <span>{progress ? phaseWords(progress) : "Starting"}</span>
        <span>{progress ? `${formatDuration(progress.elapsedSeconds + since)} elapsed` : ""}</span>
      </div>
      {run.reason !== null && (
        <p className="reason paused selectable" role="alert">
          {run.reason}
        </p>
      )}
    </>
  );
}

/** Seconds since this progress was told, so that the times run on between two tellings. */
function useSecondsSince(progress: Progress | undefined): number {
  const told = useRef({ progress, at: Date.now() });
  if (told.current.progress !== progress) told.current = { progress, at: Date.now() };
  return Math.max(0, useNow(1000) - told.current.at) / 1000;
}

const advice: Partial<Record<RunSummary["status"], string>> = {
  cancelled: "Every finished iteration is kept. Resume goes on from the last one.",
  interrupted: "Its process ended in the middle. Every finished iteration is kept; resume goes on to the same result.",
};

/** The engine's tip where it gave one. */
function withAdvice(reason: string): string {
  if (reason.includes("Tip:")) return reason;
  return `${reason.replace(/[.\s]+$/, "")}. Change the settings above and train again.`;
}

function Ended({ run }: { run: RunSummary }) {
  if (run.status === "failed")
    return <p className="reason selectable">{withAdvice(run.reason ?? "No reason was recorded.")}</p>;
  const text = [run.status === "cancelled" ? run.reason : null, advice[run.status]].filter(Boolean).join(" ");
  return text ? <p className="reason muted">{text}</p> : null;
}

function Results({ run, task }: { run: RunSummary; task: TaskDescription | undefined }) {
  if (run.iterationsDone === 0) return null;
  const facts = [
    { name: task?.metric.title ?? "Metric", value: formatQuantity(run.metric, task?.metric.unit ?? "") },
    { name: task?.success.title ?? "Success", value: formatPercent(run.success) },
    { name: "Rollouts", value: run.rollouts.toLocaleString("en") },
    { name: "Computing time", value: formatDuration(run.seconds) },
  ];
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the run's last digits depend on. */
function Origin({ run }: { run: RunSummary }) {
  const versions = useEngine((state) => state.details[run.id]?.versions);
  if (!versions) return null;
  const facts = { Guidepost: versions.app, MuJoCo: versions.mujoco, Node: versions.node, Kernels: versions.kernels };
  return (
    <Fold summary="Made with">
      <dl className="facts">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}

function Action({ run }: { run: RunSummary }) {
  const [asked, setAsked] = useState(false);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new status answers what was asked
  useEffect(() => {
    setAsked(false);
  }, [run.status]);
  const ask = (action: (id: number) => Promise<void>) => {
    setAsked(true);
    action(run.id).catch((error: unknown) => {
      setAsked(false);
      notify(error);
    });
  };
  if (run.status === "running")
    return (
      <button type="button" disabled={asked} onClick={() => ask(cancel)}>
        {asked ? "Cancelling…" : "Cancel"}
      </button>
    );
  if (run.status !== "cancelled" && run.status !== "interrupted") return null;
  return (
    <button type="button" disabled={asked || readOnly} onClick={() => ask(resume)}>
      {asked ? "Resuming…" : "Resume"}
    </button>
  );
}

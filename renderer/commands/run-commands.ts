import type { RunSummary } from "../../main/engine/api.ts";
import { copyText } from "../app/clipboard.ts";
import { openDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import { cancel, resume, selectIteration, selectRun, selectTask, setFollow } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import {
  addToQueue,
  canTrain,
  currentCommandLine,
  newRunFrom,
  resetForm,
  startRun,
  useNewRun,
} from "../inspector/new-run.ts";
import type { Command } from "./command.ts";

/** Runs that the palette names one by one; the others are in the list. */
const MOST_RUNS = 200;

export const runCommands: readonly Command[] = [
  {
    id: "run.train",
    title: "Train",
    group: "Run",
    shortcuts: ["Mod+Enter"],
    keywords: ["start", "new run"],
    enabled: canTrain,
    run: () => void startRun(),
  },
  {
    id: "queue.add",
    title: "Add the run to the queue",
    group: "Run",
    shortcuts: ["Mod+Shift+Enter"],
    keywords: ["later", "wait"],
    enabled: canTrain,
    run: () => void addToQueue(),
  },
  {
    id: "queue.show",
    title: "Show the queue",
    group: "Run",
    shortcuts: ["Mod+J"],
    keywords: ["sweep", "seeds", "wait", "order"],
    run: () => openDialog("queue"),
  },
  {
    id: "run.cancel",
    title: "Cancel the run",
    group: "Run",
    shortcuts: ["Mod+."],
    keywords: ["stop"],
    enabled: () => shownRun()?.status === "running",
    run: () => onShown(cancel),
  },
  {
    id: "run.resume",
    title: "Resume the run",
    group: "Run",
    keywords: ["continue", "interrupted", "cancelled"],
    enabled: () => ["cancelled", "interrupted"].includes(shownRun()?.status ?? "") && isWritable(),
    run: () => onShown(resume),
  },
  {
    id: "run.again",
    title: "New run from this one",
    group: "Run",
    shortcuts: ["Mod+D"],
    keywords: ["copy settings", "duplicate"],
    enabled: () => shownDetail() !== undefined,
    run: () => {
      const detail = shownDetail();
      if (detail) newRunFrom(detail.summary.id, detail.config);
    },
  },
  {
    id: "run.export",
    title: "Export policy…",
    group: "Run",
    keywords: ["onnx", "bundle", "npz", "csv", "parquet", "mcap", "json", "controller", "rollouts", "save"],
    enabled: () => (shownRun()?.iterationsDone ?? 0) > 0,
    run: () => openDialog("export"),
  },
  {
    id: "run.newer",
    title: "Show the next newer run",
    group: "Run",
    shortcuts: ["Mod+ArrowUp"],
    enabled: () => neighbour(-1) !== undefined,
    run: () => openRun(neighbour(-1)),
  },
  {
    id: "run.older",
    title: "Show the next older run",
    group: "Run",
    shortcuts: ["Mod+ArrowDown"],
    enabled: () => neighbour(1) !== undefined,
    run: () => openRun(neighbour(1)),
  },
  {
    id: "iteration.previous",
    title: "Show the previous iteration",
    group: "Run",
    shortcuts: ["PageUp"],
    enabled: () => iterationAt(-1) !== undefined,
    run: () => showIteration(-1),
  },
  {
    id: "iteration.next",
    title: "Show the next iteration",
    group: "Run",
    shortcuts: ["PageDown"],
    enabled: () => iterationAt(1) !== undefined,
    run: () => showIteration(1),
  },
  {
    id: "iteration.follow",
    title: "Follow the newest iteration, or stop",
    group: "Run",
    shortcuts: ["F"],
    enabled: () => useView.getState().run !== null,
    run: () => setFollow(!useView.getState().follow),
  },
  {
    id: "form.reset",
    title: "Reset the form to the defaults",
    group: "Run",
    enabled: isFormChanged,
    run: resetForm,
  },
  {
    id: "form.copyCommand",
    title: "Copy the command line",
    group: "Run",
    shortcuts: ["Mod+Shift+C"],
    keywords: ["terminal", "guidepost train"],
    run: () => copyText(currentCommandLine()),
  },
];

/** One for each task. */
export function taskCommands(): Command[] {
  return (useEngine.getState().tasks ?? []).map(({ name, title, summary }) => ({
    id: `task.${name}`,
    title: `Show the task ${title}`,
    group: "Run",
    keywords: [name, summary],
    run: () => selectTask(name),
  }));
}

/** One for each of the newest runs. */
export function openRunCommands(): Command[] {
  const { runs, tasks } = useEngine.getState();
  return (runs ?? []).slice(0, MOST_RUNS).map((run) => ({
    id: `run.${run.id}`,
    title: `Show run ${run.id}, ${tasks?.find(({ name }) => name === run.task)?.title ?? run.task}, seed ${run.seed}`,
    group: "Run",
    keywords: [run.method, run.status],
    run: () => openRun(run),
  }));
}

function shownRun(): RunSummary | undefined {
  const { run } = useView.getState();
  return useEngine.getState().runs?.find(({ id }) => id === run);
}

function isFormChanged(): boolean {
  const { typed, swept, model } = useNewRun.getState();
  return Object.keys(typed).length > 0 || swept.length > 0 || model !== null;
}

function shownDetail() {
  return useEngine.getState().details[useView.getState().run ?? -1];
}

function isWritable(): boolean {
  return useEngine.getState().info?.project.readOnly === false;
}

function onShown(action: (id: number) => Promise<void>): void {
  const run = shownRun();
  if (run) action(run.id).catch(notify);
}

function openRun(run: RunSummary | undefined): void {
  if (run) selectRun(run.id).catch(notify);
}

/** The run so many places below in the list; above the newest none. */
function neighbour(places: number): RunSummary | undefined {
  const runs = useEngine.getState().runs ?? [];
  const at = runs.findIndex(({ id }) => id === useView.getState().run);
  return at < 0 ? runs[0] : runs[at + places];
}

function iterationAt(places: number): number | undefined {
  const iterations = shownDetail()?.iterations ?? [];
  const at = iterations.findIndex(({ iteration }) => iteration === useView.getState().iteration);
  return at < 0 ? undefined : iterations[at + places]?.iteration;
}

function showIteration(places: number): void {
  const iteration = iterationAt(places);
  if (iteration !== undefined) selectIteration(iteration);
}

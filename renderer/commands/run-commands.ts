import type { RunSummary } from "../../main/engine/api.ts";
import { copyTold } from "../app/clipboard.ts";
import { openDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import {
  cancel,
  dequeue,
  pauseQueue,
  resume,
  selectIteration,
  selectRun,
  selectTask,
  setFollow,
} from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import {
  addToQueue,
  chooseModel,
  currentCommandLine,
  forgetParent,
  resetForm,
  startRun,
  useNewRun,
  whyNotNow,
} from "../inspector/new-run.ts";
import { newRunFrom } from "../library/actions.ts";
import { runsMeant, wordsFor } from "../library/rows-store.ts";
import { useQueue } from "../queue/queue-store.ts";
import { type Command, firstOf, unless } from "./command.ts";
import { shownRun, withoutOne, withoutShownRun, withoutWriting } from "./hindrances.ts";

/** Runs that the palette names one by one; the others are in the list. */
const MOST_RUNS = 200;

export const runCommands: readonly Command[] = [
  {
    id: "run.train",
    title: "Train",
    group: "Run",
    shortcuts: ["Mod+Enter"],
    keywords: ["start", "new run"],
    hindrance: whyNotNow,
    run: () => void startRun(),
  },
  {
    id: "queue.add",
    title: "Add the run to the queue",
    group: "Run",
    shortcuts: ["Mod+Shift+Enter"],
    keywords: ["later", "wait"],
    hindrance: whyNotNow,
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
    id: "queue.pause",
    title: "Pause the queue, or go on",
    group: "Run",
    keywords: ["wait", "stop"],
    hindrance: withoutQueue,
    run: () => void pauseQueue(!useQueue.getState().paused).catch(notify),
  },
  {
    id: "queue.clear",
    title: "Remove all runs from the queue",
    group: "Run",
    keywords: ["empty", "clear"],
    hindrance: withoutQueue,
    run: () => void dequeue(useQueue.getState().entries.map(({ id }) => id)).catch(notify),
  },
  {
    id: "run.cancel",
    title: "Cancel the run",
    group: "Run",
    shortcuts: ["Mod+."],
    keywords: ["stop"],
    about: aboutShown,
    hindrance: () => firstOf(withoutShownRun(), unless(shownRun()?.status === "running", "It is not training.")),
    run: () => onShown(cancel),
  },
  {
    id: "run.resume",
    title: "Resume the run",
    group: "Run",
    keywords: ["continue", "interrupted", "cancelled"],
    about: aboutShown,
    hindrance: () =>
      firstOf(
        withoutShownRun(),
        unless(
          ["cancelled", "interrupted"].includes(shownRun()?.status ?? ""),
          "Only a run that was cancelled or interrupted goes on.",
        ),
        withoutWriting(),
      ),
    run: () => onShown(resume),
  },
  {
    id: "run.again",
    title: "New run from this one",
    group: "Run",
    shortcuts: ["Mod+D"],
    keywords: ["copy settings", "duplicate"],
    about: () => wordsFor(runsMeant()),
    hindrance: () => withoutOne(runsMeant()),
    run: () => runsMeant().slice(0, 1).forEach(newRunFrom),
  },
  {
    id: "run.newer",
    title: "Show the next newer run",
    group: "Run",
    shortcuts: ["Mod+ArrowUp"],
    hindrance: () => unless(neighbour(-1) !== undefined, "There is no newer run."),
    run: () => openRun(neighbour(-1)),
  },
  {
    id: "run.older",
    title: "Show the next older run",
    group: "Run",
    shortcuts: ["Mod+ArrowDown"],
    hindrance: () => unless(neighbour(1) !== undefined, "There is no older run."),
    run: () => openRun(neighbour(1)),
  },
  {
    id: "iteration.previous",
    title: "Show the previous iteration",
    group: "Run",
    shortcuts: ["PageUp"],
    hindrance: () => firstOf(withoutShownRun(), unless(iterationAt(-1) !== undefined, "There is no iteration before.")),
    run: () => showIteration(-1),
  },
  {
    id: "iteration.next",
    title: "Show the next iteration",
    group: "Run",
    shortcuts: ["PageDown"],
    hindrance: () => firstOf(withoutShownRun(), unless(iterationAt(1) !== undefined, "There is no iteration after.")),
    run: () => showIteration(1),
  },
  {
    id: "iteration.follow",
    title: "Follow the newest iteration, or stop",
    group: "Run",
    shortcuts: ["F"],
    hindrance: withoutShownRun,
    run: () => setFollow(!useView.getState().follow),
  },
  {
    id: "form.reset",
    title: "Reset the form to the defaults",
    group: "Run",
    hindrance: () => unless(isFormChanged(), "The form has the defaults."),
    run: resetForm,
  },
  {
    id: "form.presets",
    title: "Save and use presets…",
    group: "Run",
    keywords: ["settings", "form", "template", "keep"],
    run: () => openDialog("presets"),
  },
  {
    id: "form.forgetParent",
    title: "Make the new run a run of its own",
    group: "Run",
    keywords: ["parent", "form"],
    hindrance: () => unless(useNewRun.getState().parent !== null, "The form was not filled from a run."),
    run: forgetParent,
  },
  {
    id: "form.ownModel",
    title: "Use the task's own model",
    group: "Run",
    keywords: ["mjcf", "form"],
    hindrance: () => unless(useNewRun.getState().model !== null, "The form has the task's own model."),
    run: () => chooseModel(null),
  },
  {
    id: "form.copyCommand",
    title: "Copy the command line",
    group: "Run",
    shortcuts: ["Mod+Shift+C"],
    keywords: ["terminal", "guidepost train"],
    run: () => copyTold(currentCommandLine(), "The command line is"),
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

function aboutShown(): string {
  const run = shownRun();
  return run ? wordsFor([run]) : "";
}

function withoutQueue(): string | null {
  return firstOf(
    withoutWriting(),
    unless(useQueue.getState().entries.length > 0 || useQueue.getState().paused, "No run waits in the queue."),
  );
}

function isFormChanged(): boolean {
  const { typed, swept, model } = useNewRun.getState();
  return Object.keys(typed).length > 0 || swept.length > 0 || model !== null;
}

function shownDetail() {
  return useEngine.getState().details[useView.getState().run ?? -1];
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

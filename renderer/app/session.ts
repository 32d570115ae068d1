/** The thread between engine and window: connects, keeps the stores up to date and loads what is looked at. */
import type {
  EngineApi,
  IterationSignals,
  RolloutDrawing,
  RolloutPhysics,
  RunSummary,
  Settings,
  TaskDescription,
} from "../../main/engine/api.ts";
import { type ConnectionState, connectEngine, type EngineClient } from "../client/engine-client.ts";
import { moveOnFromGone } from "../library/move-on.ts";
import { storeWork } from "../project/store-work.ts";
import { queueChanged, queueFound, useQueue } from "../queue/queue-store.ts";
import { applySettings } from "../settings/settings-store.ts";
import { Cache } from "./cache.ts";
import { type EngineState, followedIteration, hear, useEngine } from "./engine-store.ts";
import { followRun } from "./follow.ts";
import { openInbox } from "./inbox.ts";
import { loadShown, modelOfRun, rolloutsOf, showFailure } from "./loader.ts";
import { logged, readLog, writeLog } from "./log-store.ts";
import { lessMotion } from "./motion.ts";
import { notify } from "./notices.ts";
import { listenForLeaving } from "./on-leaving.ts";
import { play, seek } from "./playback.ts";
import { type Shown, useShown } from "./shown-store.ts";
import { useView } from "./view-store.ts";
import { welcomeWhenNew } from "./welcome-when-new.ts";

let client: EngineClient;
const inbox = openInbox(hear);
/** A few iterations back and forth; one of 200 samples may have 20 MB. */
const physics = new Cache<RolloutPhysics[]>(24);
const signals = new Cache<IterationSignals>(12);

/** The engine's calls, for rooms that have some of their own. */
export function engineApi(): EngineApi {
  return client.api;
}

export function startSession(): void {
  client = connectEngine(
    { ...inbox, settingsChanged: applySettings, queueChanged, logged, projectReopened: startAnew, storeWork },
    (connection) => void connectionChanged(connection),
  );
  listenForLeaving(client.answered);
  followRun(inbox.flush);
  moveOnFromGone((run) => void selectRun(run), selectTask);
  useView.subscribe((view, before) => {
    if (view.task !== before.task || view.run !== before.run || view.iteration !== before.iteration) show();
  });
}

async function connectionChanged(connection: ConnectionState): Promise<void> {
  useEngine.setState({ connection });
  writeLog(connection === "open" ? "info" : "warning", `The connection to the engine is ${connection}.`);
  if (connection !== "open") return;
  client.api.settings().then(applySettings, notify);
  client.api.log().then(readLog, notify);
  client.api.queue().then(queueFound, notify);
  client.api.diagnostics().then((machine) => useEngine.setState({ machine }), notify);
  try {
    const [info, tasks, runs] = await Promise.all([client.api.info(), client.api.tasks(), client.api.runs()]);
    runs.sort((a, b) => b.id - a.id);
    useEngine.setState({ info, tasks, runs, progress: {} });
    welcomeWhenNew(runs);
    const { run, task } = useView.getState();
    const newest = runs.find(({ labels }) => labels.deletedAt === null && !labels.archived);
    if (run !== null) await openRun(run);
    else if (newest) await selectRun(newest.id);
    else if (task === null && tasks[0]) selectTask(tasks[0].name);
    else show();
  } catch (error) {
    notify(error);
  }
}

/** A call that opens the project anew, while its answer is waited for. */
let reopening: Promise<unknown> = Promise.resolve();

/** Makes such a call; the window then begins anew, but not before whoever made it has the answer. */
export function callThatReopens<T>(call: (api: EngineApi) => Promise<T>): Promise<T> {
  const answer = call(client.api);
  reopening = answer.catch(() => {});
  return answer;
}

/** What the window has read of the project may not hold any more. */
function startAnew(): void {
  void reopening.then(() => setTimeout(() => window.location.reload()));
}

/** States and controllers of an iteration. */
export function signalsOf(run: number, iteration: number): Promise<IterationSignals> {
  return signals.get(`${run} ${iteration}`, () => client.api.signals(run, iteration));
}

/** Contact forces and centres of mass of an iteration's rollouts, by sample. */
export function physicsOf(run: number, iteration: number): Promise<RolloutPhysics[]> {
  return physics.get(`${run} ${iteration}`, () => client.api.physics(run, iteration));
}

/** A run as one HTML file. */
export function reportOf(run: number): Promise<string> {
  return client.api.report(run);
}

/** The rollouts of an iteration that is not looked at. */
export function rolloutsOfIteration(run: number, iteration: number): Promise<RolloutDrawing[]> {
  return rolloutsOf(client.api, run, iteration);
}

/** An iteration that is looked at beside what the view points at. */
export async function shownOfRun(run: number, iteration: number, task: TaskDescription): Promise<Shown> {
  const [model, rollouts] = await Promise.all([modelOfRun(client.api, run), rolloutsOf(client.api, run, iteration)]);
  return { key: `run ${run} iteration ${iteration}`, run, task, model, rollouts, iteration };
}

function show(): void {
  void loadShown(client.api);
}

/** Shows a task as it stands before any training. */
export function selectTask(task: string): void {
  useView.setState({ task, run: null, iteration: null, shown: "mean" });
}

/** Shows a run where it is followed. */
export async function selectRun(id: number): Promise<void> {
  const state = useEngine.getState();
  const summary = state.runs?.find((run) => run.id === id);
  if (!summary) return;
  const iteration = followedIteration(state, id);
  useView.setState({ run: id, task: summary.task, iteration, follow: true, shown: "mean" });
  await openRun(id);
}

/** Reads a run with all its iterations, and points the view at where it is followed unless another one is being looked at. */
async function openRun(id: number): Promise<void> {
  const detail = await client.api.run(id).catch((error: unknown) => {
    if (useView.getState().run === id) showFailure(error);
  });
  if (!detail) return;
  useEngine.setState(({ details }) => ({ details: { ...details, [id]: detail } }));
  const view = useView.getState();
  if (view.run !== id) return;
  if (view.follow || view.iteration === null)
    useView.setState({ iteration: followedIteration(useEngine.getState(), id) });
  show();
}

/** Looks at one iteration, and stays at it when newer ones arrive. */
export function selectIteration(iteration: number): void {
  useView.setState({ iteration, follow: false });
}

export function setFollow(follow: boolean): void {
  const { run, iteration } = useView.getState();
  const followed = run === null ? null : followedIteration(useEngine.getState(), run);
  useView.setState({ follow, iteration: follow ? followed : iteration });
}

/** Starts a run and shows it. Rejects with the engine's reason. */
export async function train(...request: Parameters<EngineApi["train"]>): Promise<void> {
  await begin(await client.api.train(...request));
}

export async function resume(id: number): Promise<void> {
  await begin(await client.api.resume(id));
}

/** Takes in what a call has answered, after everything that was told before. */
function answered(run: RunSummary): void {
  inbox.runChanged(run);
  inbox.flush();
}

async function begin(run: RunSummary): Promise<void> {
  answered(run);
  await selectRun(run.id);
  seek(0);
  // The arm that learns is why the window is open; somebody who asked for less motion presses play.
  if (!lessMotion()) playOnceShown(run.id);
}

/** Starts the clock as soon as rollouts of the run are shown, unless another run is looked at by then. */
function playOnceShown(run: number): void {
  const tryToPlay = () => {
    const { shown } = useShown.getState().state;
    if (useView.getState().run !== run) return true;
    if (shown?.run !== run || shown.rollouts.length === 0) return false;
    play();
    return true;
  };
  if (tryToPlay()) return;
  const stop = useShown.subscribe(() => {
    if (tryToPlay()) stop();
  });
}

export async function cancel(id: number): Promise<void> {
  answered(await client.api.cancel(id));
}

/** Resolves when they are on the disk; the engine then tells every window. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await client.api.changeSettings(change);
}

/** Runs that are started one after the other, whenever nothing trains. If the first of them starts at once, it is shown. */
export async function enqueue(...request: Parameters<EngineApi["enqueue"]>): Promise<void> {
  const { runs } = useEngine.getState();
  const { entries, paused } = useQueue.getState();
  const atOnce = !paused && entries.length === 0 && !runs?.some(({ status }) => status === "running");
  const newest = runs?.[0]?.id ?? 0;
  await client.api.enqueue(...request);
  if (atOnce) showFirstAfter(newest);
}

/** Shows the next run that is started, unless something else is looked at by then. */
function showFirstAfter(newest: number): void {
  const { run: looked } = useView.getState();
  const startedIn = ({ runs }: EngineState) => runs?.findLast(({ id }) => id > newest);
  const show = (started: RunSummary) => {
    if (useView.getState().run === looked) begin(started).catch(notify);
  };
  const here = startedIn(useEngine.getState());
  if (here) {
    show(here);
    return;
  }
  const stop = useEngine.subscribe((state) => {
    const started = startedIn(state);
    if (!started) return;
    stop();
    show(started);
  });
}

export async function dequeue(ids: number[]): Promise<void> {
  await client.api.dequeue(ids);
}

export async function moveQueued(id: number, place: number): Promise<void> {
  await client.api.moveQueued(id, place);
}

export async function pauseQueue(paused: boolean): Promise<void> {
  await client.api.pauseQueue(paused);
}

/** Tries again to load what could not be shown. */
export function retry(): void {
  const { run } = useView.getState();
  if (run === null) show();
  else void openRun(run);
}

/** Loads the model and the rollouts that the view points at. */
import type { EngineApi, RolloutDrawing, SceneModel, TaskDescription } from "../../main/engine/api.ts";
import { meanRollout } from "../scene/mean.ts";
import { Cache } from "./cache.ts";
import { useEngine } from "./engine-store.ts";
import { messageOf } from "./notices.ts";
import { setLength } from "./playback.ts";
import { type Shown, useShown } from "./shown-store.ts";
import { useView } from "./view-store.ts";

const models = new Cache<SceneModel>(16);
/** Enough to go back and forth through a training of twenty iterations; 200 samples of 800 steps are 6 MB. */
const rollouts = new Cache<RolloutDrawing[]>(24);

/** The rollouts of one iteration. */
export function rolloutsOf(api: EngineApi, run: number, iteration: number): Promise<RolloutDrawing[]> {
  return rollouts.get(`run ${run} iteration ${iteration}`, () => api.rollouts(run, iteration));
}

/** The model that a run was trained with. */
export function modelOfRun(api: EngineApi, run: number): Promise<SceneModel> {
  return models.get(`run ${run}`, () => api.runModel(run));
}

let latest = 0;

/** Brings the view's run and iteration, or its task's preview, to the screen. A later call overtakes an earlier one. */
export async function loadShown(api: EngineApi): Promise<void> {
  const call = ++latest;
  const { task: taskName, run, iteration } = useView.getState();
  const task = describe(taskName, run);
  if (!task) return;
  // A run is shown once its iterations are known, at the newest of them.
  if (run !== null && !useEngine.getState().details[run]) return;
  const key = run === null ? `task ${task.name}` : `run ${run} iteration ${iteration ?? 0}`;
  const { shown } = useShown.getState().state;
  if (shown?.key === key) return useShown.setState({ state: { status: "ready", shown } });
  useShown.setState(({ state }) => ({ state: { status: "loading", shown: state.shown } }));
  try {
    const [model, drawings] = await Promise.all([
      run === null ? models.get(`task ${task.name}`, () => api.taskModel(task.name)) : modelOfRun(api, run),
      run === null || iteration === null ? [] : rolloutsOf(api, run, iteration),
    ]);
    // They have just been unpacked: what follows is done in turns of its own, so that none is long.
    await nextTurn();
    meanRollout(drawings);
    await nextTurn();
    if (call === latest) present({ key, run, task, model, rollouts: drawings, iteration });
  } catch (error) {
    if (call === latest) showFailure(error);
  }
}

/** Lets the window do what else there is to do. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Says in the scene's place why it cannot be shown. */
export function showFailure(error: unknown): void {
  latest++;
  useShown.setState({ state: { status: "error", shown: null, message: messageOf(error) } });
}

function present(shown: Shown): void {
  const { task, rollouts: drawings } = shown;
  setLength(drawings.length > 0 ? task.steps : 0, task.dt);
  const { shown: chosen } = useView.getState();
  if (chosen !== "mean" && chosen >= drawings.length) useView.setState({ shown: "mean" });
  useShown.setState({ state: { status: "ready", shown } });
}

/** A run keeps the description that it was trained with. */
function describe(task: string | null, run: number | null): TaskDescription | undefined {
  const { details, tasks } = useEngine.getState();
  return (run === null ? undefined : details[run]?.task) ?? tasks?.find(({ name }) => name === task);
}

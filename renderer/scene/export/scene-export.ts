/** Saves what is seen: a picture, a film of the playback, or a report of the whole run. */
import { create } from "zustand";
import { showPanel } from "../../app/dock-layout.ts";
import { notify } from "../../app/notices.ts";
import { pause, playback } from "../../app/playback.ts";
import { saveFile } from "../../app/save-file.ts";
import { reportOf } from "../../app/session.ts";
import { type Shown, useShown } from "../../app/shown-store.ts";
import { useView } from "../../app/view-store.ts";
import { chosenRollout } from "../content.ts";
import type { ShownRollout } from "../mean.ts";
import { stageIn } from "../stages.ts";
import type { StripQuantity } from "./strip.ts";

export const sceneFormats = {
  png: "Picture (PNG)",
  gif: "Film (GIF)",
  webm: "Film (WebM, VP9)",
  html: "Report of the run (HTML)",
};
export type SceneFormat = keyof typeof sceneFormats;
export const sizes = { "640 × 360": [640, 360], "1280 × 720": [1280, 720], "1920 × 1080": [1920, 1080] } as const;
export const RATES = [10, 25, 50] as const;

interface SceneExport {
  format: SceneFormat;
  size: keyof typeof sizes;
  /** Pictures in a second. */
  rate: number;
  /** Whether the cost over time is drawn below. */
  timeline: boolean;
  /** Of the file that is being made; null while none is. */
  share: number | null;
}

export const useSceneExport = create<SceneExport>(() => ({
  format: "png",
  size: "1280 × 720",
  rate: 25,
  timeline: false,
  share: null,
}));

let stopped = false;

/** Ends the making of a file; nothing is saved. */
export function stopSceneExport(): void {
  stopped = true;
}

/** Why nothing can be saved now; null when it can. */
export function withoutScenery(format: SceneFormat): string | null {
  const { shown } = useShown.getState().state;
  if (useSceneExport.getState().share !== null) return "Another file is being made.";
  if (!shown) return "Show a task or a run first.";
  if (format === "html") return shown.run === null ? "Choose a run first." : null;
  if (stageIn("scene") === null) return "Bring the scene to the front first.";
  return format !== "png" && playback.getState().duration === 0 ? "Show a run that has rollouts first." : null;
}

/** In the size and rate that were chosen last. */
export async function saveScene(format: SceneFormat): Promise<void> {
  const { shown } = useShown.getState().state;
  if (!shown || withoutScenery(format) !== null) return;
  stopped = false;
  pause();
  useSceneExport.setState({ format, share: 0 });
  try {
    const blob = await makeFile(format, shown);
    if (blob && !stopped) saveFile(fileName(shown, format), blob);
  } catch (error) {
    notify(error);
  } finally {
    useSceneExport.setState({ share: null });
  }
}

async function makeFile(format: SceneFormat, shown: Shown): Promise<Blob | null> {
  if (format === "html") {
    if (shown.run === null) return null;
    return new Blob([await reportOf(shown.run)], { type: "text/html" });
  }
  // A scene behind another panel is not drawn.
  showPanel("scene");
  const stage = stageIn("scene");
  if (!stage) return null;
  const { filmOf, pictureOf } = await import("./make.ts");
  const { time, section, duration, speed } = playback.getState();
  const { size, rate, timeline } = useSceneExport.getState();
  const [width, height] = sizes[size];
  const film = { width, height, rate, speed, timeline };
  const rollout = chosenRollout(shown, useView.getState().shown);
  const shot = { stage, quantity: rollout && costOf(rollout, shown), dt: shown.task.dt, duration };
  if (format === "png") return pictureOf(shot, film, time);
  return filmOf(shot, film, format, section ?? [0, duration], (share) => {
    useSceneExport.setState({ share });
    return !stopped;
  });
}

function costOf({ costs }: ShownRollout, { task }: Shown): StripQuantity {
  const terms = task.costTerms.length;
  const values = Float32Array.from({ length: costs.length / terms }, (_, t) =>
    costs.subarray(t * terms, (t + 1) * terms).reduce((sum, value) => sum + value, 0),
  );
  return { title: "Cost", unit: "", values };
}

function fileName({ run, task, iteration }: Shown, format: SceneFormat): string {
  const parts =
    run === null ? [task.name] : [task.name, `run${run}`, ...(format === "html" ? [] : [`iteration${iteration}`])];
  return `${parts.join("-")}.${format}`;
}

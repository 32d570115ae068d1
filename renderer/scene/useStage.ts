/** The life of the 3D scene in a panel: loaded when first shown, fed from the stores, gone with the panel. */
import { type RefObject, useEffect, useRef, useState } from "react";
import { watchSeen } from "../app/panels-seen.ts";
import { frameAt, playback } from "../app/playback.ts";
import { type DisplayState, useDisplay } from "../app/view-store.ts";
import { useTheme } from "../theme/theme.ts";
import type { Content } from "./babylon/drawing.ts";
import type { Laid, Stage } from "./babylon/stage.ts";
import type { Orbit } from "./orbit.ts";
import { listenOnCanvas } from "./orbit-input.ts";
import { processorDraws } from "./processor.ts";
import { addStage } from "./stages.ts";

export type StageState =
  | { status: "loading" }
  | { status: "ready"; stage: Stage }
  | { status: "failed"; message: string };

/** What a stage shows, and who is told what a person does on it. */
export interface Staging {
  content: Content | null;
  laid: Laid;
  /** The rows of the content in time; null while there is none. */
  grid: { dt: number; steps: number } | null;
  /** Name of the body that stands out; null for none. */
  picked: string | null;
  /** Stages whose cameras a person moves together; the same as long as the stage lives. */
  group: Set<Stage>;
  onPick(body: string | null): void;
  onMoved(orbit: Orbit): void;
}

/** Draws on the canvas; `frame` is the element that says which picture is on it (`data-ready`, `data-frame`, `data-fine`). */
export function useStage(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: RefObject<HTMLElement | null>,
  staging: Staging,
): StageState {
  const { content, laid, grid, picked } = staging;
  const latest = useRef(staging);
  latest.current = staging;
  const [state, setState] = useState<StageState>({ status: "loading" });
  const theme = useTheme((themes) => themes.theme);
  const stage = state.status === "ready" ? state.stage : null;

  useEffect(
    () => openStage(canvas.current as HTMLCanvasElement, frame.current as HTMLElement, latest, setState),
    [canvas, frame],
  );
  useEffect(() => {
    if (!stage) return;
    // The picture on the canvas is still the other theme's.
    if (frame.current) frame.current.dataset.ready = "false";
    stage.setTheme(theme);
  }, [stage, theme, frame]);
  useEffect(() => {
    if (!stage) return;
    const apply = (display: DisplayState) => {
      stage.setDisplay(display);
      stage.setLens(display);
    };
    apply(useDisplay.getState());
    return useDisplay.subscribe(apply);
  }, [stage]);
  useEffect(() => {
    if (stage && content) stage.show(content);
  }, [stage, content]);
  useEffect(() => stage?.setOverlays(laid), [stage, laid]);
  useEffect(() => stage?.setPicked(picked), [stage, picked]);
  const dt = grid?.dt ?? 1;
  const duration = dt * (grid?.steps ?? 1);
  useEffect(() => {
    if (!stage) return;
    const follow = ({ time }: ReturnType<typeof playback.getState>) => stage.setRow(frameAt(time, dt, duration));
    follow(playback.getState());
    return playback.subscribe(follow);
  }, [stage, dt, duration]);
  return state;
}

function openStage(
  canvas: HTMLCanvasElement,
  frame: HTMLElement,
  latest: RefObject<Staging>,
  setState: (state: StageState) => void,
): () => void {
  const closing = new AbortController();
  let stage: Promise<Stage | null> | undefined;
  const ready = (loaded: Stage | null) => {
    if (loaded) setState({ status: "ready", stage: loaded });
    return loaded;
  };
  const failed = (error: unknown) => {
    setState({ status: "failed", message: error instanceof Error ? error.message : String(error) });
    return null;
  };
  const unwatch = watchSeen(canvas, (seen) => {
    if (seen) stage ??= loadStage(canvas, frame, latest, closing.signal).then(ready, failed);
    void stage?.then((loaded) => !closing.signal.aborted && loaded?.setSeen(seen));
  });
  return () => {
    unwatch();
    closing.abort();
  };
}

/** A stage that lives until it is `closed`; null where that was before. */
async function loadStage(
  canvas: HTMLCanvasElement,
  frame: HTMLElement,
  latest: RefObject<Staging>,
  closed: AbortSignal,
): Promise<Stage | null> {
  const [{ Stage, FIELD_OF_VIEW }, software] = await Promise.all([import("./babylon/stage.ts"), processorDraws()]);
  if (closed.aborted) return null;
  const stage = new Stage(canvas, useTheme.getState().theme, software, {
    changed() {
      if (frame.dataset.fine !== "false") frame.dataset.fine = "false";
    },
    drawn({ row, theme }, last) {
      if (theme === useTheme.getState().theme) frame.dataset.ready = "true";
      frame.dataset.frame = String(row);
      frame.dataset.fine = String(last);
    },
    moved: (orbit) => latest.current.onMoved(orbit),
  });
  const { group } = latest.current;
  group.add(stage);
  const forget = addStage({ stage, canvas, group });
  const all = (act: (one: Stage) => void) => {
    for (const one of group) act(one);
  };
  const resizing = new ResizeObserver(() => stage.resize());
  resizing.observe(canvas);
  const deaf = listenOnCanvas(canvas, {
    move: (change) => all((one) => one.move(change)),
    reset: () => all((one) => one.resetView()),
    pick: (place) => latest.current.onPick(stage.bodyAt(place)),
    fov: FIELD_OF_VIEW,
  });
  closed.addEventListener("abort", () => {
    resizing.disconnect();
    deaf();
    forget();
    group.delete(stage);
    stage.dispose();
  });
  return stage;
}

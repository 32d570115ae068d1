/** The life of the 3D scene in a panel: loaded when first shown, fed from the stores, gone with the panel. */
import { type RefObject, useEffect, useState } from "react";
import { frameAt, playback } from "../app/playback.ts";
import { type DisplayState, useDisplay } from "../app/view-store.ts";
import { useTheme } from "../theme/theme.ts";
import type { Content } from "./babylon/drawing.ts";
import type { Laid, Stage } from "./babylon/stage.ts";
import { listenOnCanvas } from "./orbit-input.ts";
import { useOrbit } from "./orbit-store.ts";
import { usePicked } from "./picked-store.ts";

export type StageState =
  | { status: "loading" }
  | { status: "ready"; stage: Stage }
  | { status: "failed"; message: string };

/** Draws `content` on the canvas; `frame` is the element that says which picture is on it (`data-ready`, `data-frame`). */
export function useStage(
  canvas: RefObject<HTMLCanvasElement | null>,
  frame: RefObject<HTMLElement | null>,
  content: Content | null,
  laid: Laid,
): StageState {
  const [state, setState] = useState<StageState>({ status: "loading" });
  const theme = useTheme((themes) => themes.theme);
  const stage = state.status === "ready" ? state.stage : null;

  useEffect(
    () => openStage(canvas.current as HTMLCanvasElement, frame.current as HTMLElement, setState),
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
  const body = usePicked((picked) => picked.body);
  useEffect(() => stage?.setPicked(body), [stage, body]);
  useEffect(() => {
    if (!stage) return;
    const follow = ({ time, dt, duration }: ReturnType<typeof playback.getState>) =>
      stage.setRow(frameAt(time, dt, duration));
    follow(playback.getState());
    return playback.subscribe(follow);
  }, [stage]);
  return state;
}

function openStage(canvas: HTMLCanvasElement, frame: HTMLElement, setState: (state: StageState) => void): () => void {
  let close = () => {};
  let closed = false;
  import("./babylon/stage.ts")
    .then(({ Stage, FIELD_OF_VIEW }) => {
      if (closed) return;
      const stage = new Stage(canvas, useTheme.getState().theme, {
        drawn(row) {
          frame.dataset.ready = "true";
          frame.dataset.frame = String(row);
        },
        moved: (orbit) => useOrbit.setState({ orbit }),
      });
      const resizing = new ResizeObserver(() => stage.resize());
      resizing.observe(canvas);
      const deaf = listenOnCanvas(canvas, {
        move: (change) => stage.move(change),
        reset: () => stage.resetView(),
        lookFrom: (side) => stage.lookFrom(side),
        pick: (place) => usePicked.setState({ body: stage.bodyAt(place) }),
        fov: FIELD_OF_VIEW,
      });
      close = () => {
        resizing.disconnect();
        deaf();
        stage.dispose();
      };
      setState({ status: "ready", stage });
    })
    .catch((error: unknown) =>
      setState({ status: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  return () => {
    closed = true;
    close();
  };
}

import { useMemo, useRef } from "react";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { formatNumber, formatQuantity } from "../app/format.ts";
import { retry } from "../app/session.ts";
import { type ShownState, useShown } from "../app/shown-store.ts";
import { useDisplay, useView } from "../app/view-store.ts";
import { NetworkLegend } from "../policies/NetworkLegend.tsx";
import { NetworkToggle } from "../policies/NetworkToggle.tsx";
import { networkRollouts, useNetwork } from "../policies/network-store.ts";
import { AxisGizmo } from "./AxisGizmo.tsx";
import type { Stage } from "./babylon/stage.ts";
import { chosenRollout, contentOf } from "./content.ts";
import { ExportButton } from "./export/ExportButton.tsx";
import { Legend } from "./Legend.tsx";
import { legendEntries } from "./legend-entries.ts";
import type { Orbit } from "./orbit.ts";
import { useOrbit } from "./orbit-store.ts";
import { PlaybackBar } from "./PlaybackBar.tsx";
import { usePicked } from "./picked-store.ts";
import { RolloutPicker } from "./RolloutPicker.tsx";
import { SceneBar } from "./SceneBar.tsx";
import { useOverlays } from "./useOverlays.ts";
import { type StageState, useStage } from "./useStage.ts";

const REJECTED =
  "The rollouts did not bear this controller out: the last accepted one is improved again. Its point in the curve is hollow.";

const ofScene = {
  group: new Set<Stage>(),
  onPick: (body: string | null) => usePicked.setState({ body }),
  onMoved: (orbit: Orbit) => useOrbit.setState({ orbit }),
};

export function ScenePanel() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLElement>(null);
  const state = useShown((store) => store.state);
  const choice = useView((view) => view.shown);
  const display = useDisplay();
  const { shown } = state;
  const rollout = useMemo(() => (shown ? chosenRollout(shown, choice) : null), [shown, choice]);
  const network = useNetwork((store) => networkRollouts(store.state, shown?.run ?? null));
  const content = useMemo(
    () => (shown ? contentOf(shown, choice, rollout, network) : null),
    [shown, choice, rollout, network],
  );
  const rejected = useEngine(({ details }) => {
    const iterations = details[shown?.run ?? -1]?.iterations;
    return iterations?.find(({ iteration }) => iteration === shown?.iteration)?.accepted === false;
  });
  const laid = useOverlays(shown, choice);
  const picked = usePicked((store) => store.body);
  const stage = useStage(canvas, frame, {
    content,
    laid,
    grid: shown && shown.rollouts.length > 0 ? shown.task : null,
    picked,
    ...ofScene,
  });
  return (
    <section
      ref={frame}
      className="scene-panel"
      aria-label="Scene"
      data-testid="scene"
      data-state={state.status}
      data-iteration={shown?.iteration ?? ""}
    >
      <div className="panel-bar">
        {shown && shown.rollouts.length > 0 ? (
          <RolloutPicker rollouts={shown.rollouts} />
        ) : (
          <span className="task-summary muted" title={shown?.task.summary}>
            {shown?.task.summary}
          </span>
        )}
        {shown && rollout && (
          <span className="shown-note tabular">
            <span>
              Iteration {shown.iteration}
              {rejected && <span title={REJECTED}>, rejected</span>}
            </span>{" "}
            <span>· cost {formatNumber(rollout.cost)}</span>{" "}
            <span title={shown.task.metric.title}>
              · <span className="when-wide">{shown.task.metric.name} </span>
              {formatQuantity(rollout.metric, shown.task.metric.unit)}
            </span>
          </span>
        )}
        <span className="spacer" />
        <NetworkToggle run={shown?.run ?? null} />
        <SceneBar follows={shown?.task.scene.follow ?? false} />
        {shown && <ExportButton />}
      </div>
      <div className="scene-view">
        <canvas
          ref={canvas}
          tabIndex={0}
          // The keys of the playback are free here; the choices above the scene use the arrows themselves.
          data-panel-focus
          role="img"
          aria-label={`${shown?.task.title ?? "Scene"}: drag to orbit, right drag to pan, wheel to zoom; Alt and arrows, plus and minus on the keyboard`}
        />
        {display.board && <AxisGizmo />}
        {display.legend && shown && content && (
          <Legend
            entries={legendEntries(display, {
              choice,
              samples: content.ghosts.length,
              moving: content.moving,
              laid,
              model: shown.model,
            })}
          />
        )}
        <NetworkLegend run={shown?.run ?? null} />
        <Overlay state={state} stage={stage} />
      </div>
      <PlaybackBar />
    </section>
  );
}

/** What stands over the scene while there is nothing, or nothing right, to see in it. */
function Overlay({ state, stage }: { state: ShownState; stage: StageState }) {
  if (stage.status === "failed")
    return (
      <div className="scene-overlay" role="alert">
        <Empty title="The 3D scene cannot be drawn">
          <p>{stage.message}. Training and the curves work without it; WebGL 2 is needed for the scene.</p>
        </Empty>
      </div>
    );
  if (state.status === "error")
    return (
      <div className="scene-overlay" role="alert">
        <Empty title="These rollouts cannot be shown">
          <p className="selectable">{state.message}</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </Empty>
      </div>
    );
  if (!state.shown) return <p className="scene-hint">{state.status === "loading" ? "Loading the model…" : ""}</p>;
  return null;
}

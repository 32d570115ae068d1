import { useMemo, useRef } from "react";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { formatNumber, formatQuantity } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { retry } from "../app/session.ts";
import { type ShownState, useShown } from "../app/shown-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay, useView } from "../app/view-store.ts";
import { NetworkLegend } from "../policies/NetworkLegend.tsx";
import { NetworkToggle } from "../policies/NetworkToggle.tsx";
import { networkRollouts, useNetwork } from "../policies/network-store.ts";
import { AxisGizmo } from "./AxisGizmo.tsx";
import { chosenRollout, contentOf } from "./content.ts";
import { PlaybackBar } from "./PlaybackBar.tsx";
import { RolloutPicker } from "./RolloutPicker.tsx";
import { type StageState, useStage } from "./useStage.ts";

const REJECTED =
  "The rollouts did not bear this controller out: the last accepted one is improved again. Its point in the curve is hollow.";

export function ScenePanel() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLElement>(null);
  const state = useShown((store) => store.state);
  const choice = useView((view) => view.shown);
  const { ghosts, trace, board } = useDisplay();
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
  const stage = useStage(canvas, frame, content);
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
          <span className="muted">{shown?.task.summary}</span>
        )}
        {shown && rollout && (
          <span className="shown-note tabular">
            Iteration {shown.iteration}
            {rejected && <span title={REJECTED}>, rejected</span>} · cost {formatNumber(rollout.cost)} ·{" "}
            <span title={shown.task.metric.title}>
              <span className="when-wide">{shown.task.metric.name} </span>
              {formatQuantity(rollout.metric, shown.task.metric.unit)}
            </span>
          </span>
        )}
        <span className="spacer" />
        <NetworkToggle run={shown?.run ?? null} />
        <Toggle
          label="Samples"
          title="Draw the other rollouts as ghosts"
          on={ghosts}
          onChange={(on) => useDisplay.setState({ ghosts: on })}
        />
        <Toggle
          label="Tip trace"
          title="Draw the way of the end effector"
          on={trace}
          onChange={(on) => useDisplay.setState({ trace: on })}
        />
        <Toggle
          label="Grid"
          title="Draw the measuring board and the axes"
          on={board}
          onChange={(on) => useDisplay.setState({ board: on })}
        />
        <IconButton
          icon="frame"
          label="Reset view"
          shortcut="double click"
          onClick={() => stage.status === "ready" && stage.stage.resetView()}
        />
      </div>
      <div className="scene-view">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={`${shown?.task.title ?? "Scene"}: drag to orbit, right drag to pan, wheel to zoom; Alt and arrows, plus, minus and 0 on the keyboard`}
        />
        {board && <AxisGizmo />}
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

/** What happens over the time of a rollout: chosen tracks above each other, on one axis and one clock. */
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { Check } from "../app/Check.tsx";
import { Choice } from "../app/Choice.tsx";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { formatTime } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { Popover } from "../app/Popover.tsx";
import { type Shown, useShown } from "../app/shown-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay, useView } from "../app/view-store.ts";
import { runCommand } from "../commands/registry.ts";
import { deviationChoice, deviationTrack } from "../policies/deviation-track.ts";
import { useDivergences } from "../policies/useDivergences.ts";
import { chosenRollout } from "../scene/content.ts";
import { movingBodies } from "../scene/kinematics.ts";
import { usePicked } from "../scene/picked-store.ts";
import { bodyTracks } from "./body-track.ts";
import { MULTIPLES, modelErrorChoice, modelErrorTrack } from "./model-error-track.ts";
import { fitsModel, learnsPolicy, offeredTracks, toggleTrack } from "./offered-tracks.ts";
import { TimeAxis } from "./TimeAxis.tsx";
import { TrackView } from "./TrackView.tsx";
import { followClock, shownSpan, timelineView } from "./timeline-view.ts";
import { COST, type Track, type TrackChoice, tracksOf } from "./tracks.ts";
import { useSignals } from "./useSignals.ts";

export function Timelines() {
  const shown = useShown((store) => store.state.shown);
  const choice = useView((view) => view.shown);
  const something = useMemo(() => shown !== null && chosenRollout(shown, choice) !== null, [shown, choice]);
  useEffect(followClock, []);
  return (
    <section className="timeline-panel" aria-label="Timelines" data-testid="timelines">
      {shown && something ? (
        <Tracks shown={shown} choice={choice} />
      ) : (
        <Nothing diverged={(shown?.rollouts.length ?? 0) > 0} />
      )}
    </section>
  );
}

function Nothing({ diverged }: { diverged: boolean }) {
  return diverged ? (
    <Empty title="Every rollout diverged">
      <p>There is no mean to show; pick a single sample above the scene.</p>
    </Empty>
  ) : (
    <Empty title="No rollout to show yet">
      <p>Cost, states and actions of each step appear here with the first iteration.</p>
    </Empty>
  );
}

function Tracks({ shown: newest, choice }: { shown: Shown; choice: "mean" | number }) {
  const { logCost, stackCost, tracks: chosen } = useDisplay();
  const detail = useEngine(({ details }) => details[newest.run ?? -1]);
  const learns = learnsPolicy(detail);
  const fits = fitsModel(detail);
  const choices = useMemo(() => offeredTracks(newest.task, detail), [newest.task, detail]);
  const needed = choices.some(({ id, signals }) => signals && chosen.includes(id));
  const { shown, signals } = useSignals(newest, needed);
  const deviates = learns && chosen.includes(deviationChoice.id);
  const divergences = useDivergences(deviates ? shown.run : null, shown.iteration);
  const body = usePicked((picked) => picked.body);
  const tracks = useMemo(
    () => [
      // First, so that a click on a body in the scene shows something, however many signals are drawn.
      ...(body === null ? [] : bodyTracks(shown, choice, body)),
      ...tracksOf(shown, signals, choice, chosen),
      ...(signals && fits && chosen.includes(modelErrorChoice.id) ? modelErrorTrack(shown, signals, choice) : []),
      ...(divergences ? deviationTrack(divergences) : []),
    ],
    [shown, signals, choice, chosen, fits, divergences, body],
  );
  const wanted = choices.filter(({ id }) => chosen.includes(id));
  const loaded = (choice: TrackChoice) => (choice.signals ? signals : divergences) !== null;
  const absent = wanted.filter((one) => one.absent !== null && loaded(one) && !tracks.some(({ id }) => id === one.id));
  const { dt } = shown.task;
  return (
    <>
      <Bar
        choices={choices}
        chosen={chosen}
        bodies={bodiesOf(shown.model)}
        costs={chosen.includes(COST)}
        logs={tracks.some(mayBeLog)}
      />
      <div className="tracks">
        {tracks.map((track) => (
          <TrackView
            key={track.id}
            track={track}
            dt={dt}
            stacked={track.total !== null && stackCost && !logCost}
            log={mayBeLog(track) && logCost}
          />
        ))}
        {absent.map(({ id, title, absent: reason }) => (
          <p key={id} className="track-title track-absent">
            <span className="track-name">{title}</span>
            <span className="muted">{reason}</span>
          </p>
        ))}
        {tracks.length > 0 && <TimeAxis />}
        {tracks.length === 0 && wanted.length === 0 && (
          <Empty title="Nothing chosen">
            <p>Choose what to draw under Signals.</p>
          </Empty>
        )}
      </div>
    </>
  );
}

/** Of costs, divergences and errors the small ones matter, too. */
function mayBeLog({ total, unit }: Track): boolean {
  return total !== null || unit === "nat" || unit === MULTIPLES;
}

function bodiesOf(model: Shown["model"]): string[] {
  const moving = movingBodies(model);
  return model.bodies.filter((_, i) => moving[i]).map(({ name }) => name);
}

/** The body whose place and speed are drawn; a click on it in the scene picks it, too. */
function BodyChoice({ bodies }: { bodies: readonly string[] }) {
  const body = usePicked((picked) => picked.body);
  return (
    <Choice
      label="Body"
      value={body !== null && bodies.includes(body) ? body : ""}
      options={[["", "none"], ...bodies.map((name) => [name, name] as const)]}
      onChange={(name) => usePicked.setState({ body: name || null })}
    />
  );
}

/** The time under the pointer, whose values the tracks then tell; the clock's own stands below the scene. */
function Moment() {
  const hover = useStore(timelineView, (view) => view.hover);
  return hover === null ? null : <span className="muted tabular">{formatTime(Math.max(0, hover))}</span>;
}

interface BarProps {
  choices: readonly TrackChoice[];
  chosen: readonly string[];
  /** Names of the bodies that move. */
  bodies: readonly string[];
  /** Whether costs are drawn. */
  costs: boolean;
  /** Whether a logarithmic axis would change anything. */
  logs: boolean;
}

function Bar({ choices, chosen, bodies, costs, logs }: BarProps) {
  const { logCost, stackCost } = useDisplay();
  const whole = useStore(timelineView, ({ span }) => span === null || span !== shownSpan());
  return (
    <div className="panel-bar">
      <Popover label="Signals" title="Choose what is drawn over time">
        {choices.map(({ id, title }) => (
          <Check key={id} label={title} on={chosen.includes(id)} onChange={() => toggleTrack(id)} />
        ))}
        <BodyChoice bodies={bodies} />
      </Popover>
      <span className="spacer" />
      <Moment />
      <IconButton
        icon="zoomOut"
        className="small"
        label="Show more time"
        shortcut="wheel, double click for all"
        disabled={whole}
        onClick={() => runCommand("timelines.more")}
      />
      <IconButton
        icon="zoomIn"
        className="small"
        label="Show less time, round the cursor"
        shortcut="wheel"
        onClick={() => runCommand("timelines.less")}
      />
      {costs && (
        <Toggle
          label="Stacked"
          title="Cost terms on each other, as parts of the total; lines, with bands over the samples, otherwise"
          on={stackCost && !logCost}
          onChange={() => runCommand("view.stackCost")}
        />
      )}
      {logs && (
        <Toggle
          label="Log"
          title="Logarithmic axes of costs, divergences and the model's error"
          on={logCost}
          onChange={() => runCommand("view.logCost")}
        />
      )}
    </div>
  );
}

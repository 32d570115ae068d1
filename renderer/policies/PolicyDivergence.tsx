/** How far the policy is from the controllers, step by step of a rollout, in the iteration that is shown. */
import { useMemo } from "react";
import type uPlot from "uplot";
import { useStore } from "zustand";
import { Empty } from "../app/Empty.tsx";
import { formatTime } from "../app/format.ts";
import { frameAt, playback } from "../app/playback.ts";
import { useShown } from "../app/shown-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay } from "../app/view-store.ts";
import { useTheme } from "../theme/theme.ts";
import type { Column } from "../timeline/curves.ts";
import { Plot } from "../timeline/Plot.tsx";
import { seriesStyle } from "../timeline/style.ts";
import { useTimeCursor } from "../timeline/useTimeCursor.ts";
import { CurveLegend } from "./CurveLegend.tsx";
import { chartOfCurves, drawable } from "./curves-chart.ts";
import { type ShownDivergences, useDivergences } from "./useDivergences.ts";

export function PolicyDivergence() {
  const shown = useShown((store) => store.state.shown);
  const told = useDivergences(shown?.run ?? null, shown?.iteration ?? null);
  const something = told?.divergences.some(({ perStep }) => perStep !== null) === true;
  return (
    <section className="timeline-panel" aria-label="Policy divergence" data-testid="policy-divergence">
      {shown && told && something ? (
        <Divergences told={told} dt={shown.task.dt} />
      ) : (
        <Empty title="No policy beside the controllers">
          <p>In runs of guided policy search the divergence between both appears here, step by step.</p>
        </Empty>
      )}
    </section>
  );
}

function Divergences({ told: { divergences, iteration }, dt }: { told: ShownDivergences; dt: number }) {
  const theme = useTheme((themes) => themes.theme);
  const log = useDisplay((display) => display.logCurve);
  const row = useStore(playback, ({ time, dt: period, duration }) => frameAt(time, period, duration));
  const steps = Math.max(...divergences.map(({ perStep }) => perStep?.length ?? 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  const styles = useMemo(() => divergences.map((_, i) => seriesStyle(i)), [divergences.length, theme]);
  const options = useMemo(
    () => chartOfCurves({ styles, log, x: timeAxis(steps * dt), points: null }),
    [styles, log, steps, dt],
  );
  const data = useMemo(() => {
    const times = Array.from({ length: steps }, (_, t) => t * dt);
    const column = (perStep: Float32Array | null): Column =>
      perStep === null ? times.map(() => null) : drawable([...perStep], log);
    return [times, ...divergences.map(({ perStep }) => column(perStep))] as uPlot.AlignedData;
  }, [divergences, steps, dt, log]);
  const onChart = useTimeCursor();
  const entries = divergences.map(({ condition, perStep }, i) => ({
    name: condition,
    style: styles[i]!,
    value: perStep?.[row] ?? null,
  }));
  return (
    <>
      <div className="panel-bar">
        <span
          className="muted"
          title="Divergence of the policy that the iteration has learnt from the controller made next"
        >
          Iteration {iteration}: D<sub>KL</sub>, policy and next controller
        </span>
        <span className="spacer" />
        <Toggle
          label="Log"
          title="Logarithmic axis"
          on={log}
          onChange={(on) => useDisplay.setState({ logCurve: on })}
        />
      </div>
      <CurveLegend entries={entries} unit="nat" />
      <Plot
        label={`Divergence between policy and controllers over ${formatTime(steps * dt)}`}
        options={options}
        data={data}
        onChart={onChart}
      />
    </>
  );
}

function timeAxis(duration: number) {
  const values = (_: uPlot, times: number[]) => times.map((time) => `${Number(time.toFixed(3))} s`);
  return { range: [0, duration] as [number, number], values, space: 56 };
}

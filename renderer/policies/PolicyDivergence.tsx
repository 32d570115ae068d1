/** How far the policy is from the controllers, step by step of a rollout, in the iteration that is shown. */
import { useMemo } from "react";
import { Empty } from "../app/Empty.tsx";
import { useShown } from "../app/shown-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { useDisplay } from "../app/view-store.ts";
import { TrackView } from "../timeline/TrackView.tsx";
import type { Track } from "../timeline/tracks.ts";
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

function Divergences({ told, dt }: { told: ShownDivergences; dt: number }) {
  const log = useDisplay((display) => display.logCurve);
  const track = useMemo(() => trackOf(told), [told]);
  return (
    <>
      <div className="panel-bar">
        <span
          className="muted"
          title="Divergence of the policy that the iteration has learnt from the controller made next"
        >
          Iteration {told.iteration}: D<sub>KL</sub>, policy and next controller
        </span>
        <span className="spacer" />
        <Toggle
          label="Log"
          title="Logarithmic axis"
          on={log}
          onChange={(on) => useDisplay.setState({ logCurve: on })}
        />
      </div>
      <div className="tracks">
        <TrackView track={track} dt={dt} stacked={false} log={log} labelled={true} />
      </div>
    </>
  );
}

/** A series for each condition that has a policy beside its controller. */
function trackOf({ divergences }: ShownDivergences): Track {
  const series = divergences.flatMap(({ condition, perStep }) =>
    perStep === null
      ? []
      : [{ name: condition, tooltip: `D_KL at each step, ${condition}`, values: perStep, band: null, limits: null }],
  );
  return { id: "policy-divergence", title: "Divergence", unit: "nat", series, total: null };
}

/** Learning of runs with several conditions or a policy: one chosen quantity over the iterations, one curve each. */

import { useMemo } from "react";
import type uPlot from "uplot";
import type { RunDetail } from "../../main/engine/api.ts";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { useDisplay, useView } from "../app/view-store.ts";
import { useTheme } from "../theme/theme.ts";
import { useIterationMark, wholeLabels } from "../timeline/CurvePlot.tsx";
import { axisEnd } from "../timeline/curves.ts";
import { LogToggle } from "../timeline/LogToggle.tsx";
import { Plot } from "../timeline/Plot.tsx";
import { seriesStyle } from "../timeline/style.ts";
import { CurveLegend } from "./CurveLegend.tsx";
import { chartOfCurves, drawable } from "./curves-chart.ts";
import { type Quantity, quantitiesOf } from "./quantities.ts";
import { useQuantity } from "./quantity-store.ts";

export function PolicyLearning() {
  const run = useView((view) => view.run);
  const detail = useEngine((state) => (run === null ? undefined : state.details[run]));
  const quantities = useMemo(() => (detail ? quantitiesOf(detail.iterations, detail.task) : []), [detail]);
  const wanted = useQuantity((state) => state.quantity);
  const quantity = quantities.find(({ id }) => id === wanted) ?? quantities[0];
  return (
    <section className="timeline-panel" aria-label="Conditions and policy" data-testid="policy-learning">
      {detail && quantity ? (
        <Chosen detail={detail} quantities={quantities} quantity={quantity} />
      ) : (
        <Empty title={run === null ? "Nothing learned yet" : "One condition, no policy"}>
          <p>Runs with several conditions, or of guided policy search, show here how each of them learns.</p>
        </Empty>
      )}
    </section>
  );
}

interface ChosenProps {
  detail: RunDetail;
  quantities: readonly Quantity[];
  quantity: Quantity;
}

function Chosen({ detail: { iterations, summary }, quantities, quantity }: ChosenProps) {
  const theme = useTheme((themes) => themes.theme);
  const selected = useView((view) => view.iteration);
  const log = useDisplay((display) => display.logCurve) && quantity.logarithmic;
  const curves = useMemo(() => quantity.curves(iterations), [quantity, iterations]);
  const numbers = useMemo(() => iterations.map(({ iteration }) => iteration), [iterations]);
  const last = Math.max(2, axisEnd(numbers.at(-1) ?? 1, summary.iterationsTotal));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the theme's
  const styles = useMemo(() => curves.map((_, i) => seriesStyle(i)), [curves.length, theme]);
  const options = useMemo(
    () => chartOfCurves({ styles, log, x: iterationAxis(last), points: POINT_SPACING }),
    [styles, log, last],
  );
  const data = useMemo(
    () => [numbers, ...curves.map(({ values }) => drawable(values, log))] as uPlot.AlignedData,
    [numbers, curves, log],
  );
  const onChart = useIterationMark(selected, numbers);
  const at = numbers.indexOf(selected ?? -1);
  const entries = curves.map(({ name, values }, i) => ({ name, style: styles[i]!, value: values[at] ?? null }));
  return (
    <>
      <div className="panel-bar">
        <QuantityChoice quantities={quantities} chosen={quantity} />
        <span className="spacer" />
        <LogToggle />
      </div>
      <CurveLegend entries={entries} unit={quantity.unit} />
      <Plot
        label={`${quantity.title} over ${iterations.length} iterations: ${curves.map(({ name }) => name).join(", ")}`}
        options={options}
        data={data}
        onChart={onChart}
      />
    </>
  );
}

/** Points nearer than this would run together [CSS px]: the line alone is drawn. */
const POINT_SPACING = 4;

function iterationAxis(last: number) {
  const incrs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  return { range: [0.5, last + 0.5] as [number, number], values: wholeLabels, incrs, space: 28 };
}

function QuantityChoice({ quantities, chosen }: { quantities: readonly Quantity[]; chosen: Quantity }) {
  const groups = [...new Set(quantities.map(({ group }) => group))];
  return (
    <select
      aria-label="Quantity"
      value={chosen.id}
      onChange={({ target }) => useQuantity.setState({ quantity: target.value })}
    >
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {quantities
            .filter((quantity) => quantity.group === group)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
                {suffixes[group]}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The closed list names a quantity alone, so its name says the group, too. */
const suffixes: Record<Quantity["group"], string> = {
  "By condition": " by condition",
  "Policy beside controllers": ", policy beside controllers",
  Policy: " of the policy",
};

/** How the curves are drawn. */
import { Menu } from "../app/Menu.tsx";
import { Toggle } from "../app/Toggle.tsx";
import { acrossTitles } from "./across.ts";
import { type CompareStyle, useComparison } from "./compare-store.ts";
import type { Quantity } from "./quantities.ts";

const seedTitles: Record<CompareStyle["seeds"], string> = { std: "Mean ± std", range: "Min–max", all: "All" };
const SMOOTHEST = 0.99;

export function CompareBar({ offered }: { offered: readonly Quantity[] }) {
  const { across, log, smoothing, seeds } = useComparison();
  return (
    <div className="panel-bar compare-bar">
      <Quantities offered={offered} />
      <Segments
        name="across"
        label="Over"
        chosen={across}
        choices={Object.entries(acrossTitles).map(([value, { short }]) => [value as keyof typeof acrossTitles, short])}
        onChoose={(value) => useComparison.setState({ across: value })}
      />
      <Segments
        name="seeds"
        label="Seeds"
        chosen={seeds}
        choices={Object.entries(seedTitles) as [CompareStyle["seeds"], string][]}
        onChoose={(value) => useComparison.setState({ seeds: value })}
      />
      <Toggle label="Log" title="Logarithmic axis" on={log} onChange={(on) => useComparison.setState({ log: on })} />
      <label className="smoothing" title="Weight of what came before in the moving average; the raw curve stays, pale">
        Smoothing
        <input
          type="range"
          min={0}
          max={SMOOTHEST}
          step={0.01}
          value={smoothing}
          onChange={({ target }) => useComparison.setState({ smoothing: Number(target.value) })}
        />
        <output className="tabular">{smoothing.toFixed(2)}</output>
      </label>
    </div>
  );
}

function Quantities({ offered }: { offered: readonly Quantity[] }) {
  const chosen = useComparison((comparison) => comparison.quantities);
  const set = (id: string, on: boolean) =>
    useComparison.setState({ quantities: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <Menu label="Quantities" title="Which of the recorded quantities have a chart">
      <fieldset className="checks">
        <legend>Quantities</legend>
        {offered.map(({ id, title, symbol, unit }) => (
          <label key={id}>
            <input type="checkbox" checked={chosen.includes(id)} onChange={({ target }) => set(id, target.checked)} />
            <span>
              {title} {symbol && <span className="symbol">{symbol}</span>}
              {unit && <span className="unit"> [{unit}]</span>}
            </span>
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}

interface SegmentsProps<T extends string> {
  name: string;
  label: string;
  chosen: T;
  choices: readonly (readonly [value: T, title: string])[];
  onChoose(value: T): void;
}

function Segments<T extends string>({ name, label, chosen, choices, onChoose }: SegmentsProps<T>) {
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {choices.map(([value, title]) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          {title}
        </label>
      ))}
    </div>
  );
}

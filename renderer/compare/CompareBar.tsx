/** How the curves are drawn. */
import { Menu } from "../app/Menu.tsx";
import { Segments } from "../app/Segments.tsx";
import { Toggle } from "../app/Toggle.tsx";
import { acrossTitles } from "./across.ts";
import { type CompareStyle, SMOOTHEST, seedTitles, useComparison } from "./compare-store.ts";
import { toggleQuantity } from "./pick.ts";
import type { Quantity } from "./quantities.ts";

const shownTitles: Record<CompareStyle["shown"], string> = { curves: "Curves", rollouts: "Rollouts" };
const sceneTitles: Record<CompareStyle["scenes"], string> = { split: "Side by side", overlaid: "In one scene" };

/** `offered`: quantities that there are curves of. */
export function CompareBar({ offered }: { offered: readonly Quantity[] }) {
  const shown = useComparison((comparison) => comparison.shown);
  return (
    <div className="panel-bar compare-bar">
      <Segments
        name="compared"
        label="Compare"
        chosen={shown}
        choices={Object.entries(shownTitles) as [CompareStyle["shown"], string][]}
        onChoose={(value) => useComparison.setState({ shown: value })}
      />
      {shown === "curves" ? <CurveChoices offered={offered} /> : <SceneChoice />}
    </div>
  );
}

function SceneChoice() {
  const scenes = useComparison((comparison) => comparison.scenes);
  return (
    <Segments
      name="scenes"
      label="Scenes"
      chosen={scenes}
      choices={Object.entries(sceneTitles) as [CompareStyle["scenes"], string][]}
      onChoose={(value) => useComparison.setState({ scenes: value })}
    />
  );
}

function CurveChoices({ offered }: { offered: readonly Quantity[] }) {
  const { across, log, smoothing, seeds } = useComparison();
  return (
    <>
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
    </>
  );
}

function Quantities({ offered }: { offered: readonly Quantity[] }) {
  const chosen = useComparison((comparison) => comparison.quantities);
  return (
    <Menu label="Quantities" title="Which of the recorded quantities have a chart">
      <fieldset className="checks">
        <legend>Quantities</legend>
        {offered.map(({ id, title, symbol, unit }) => (
          <label key={id}>
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggleQuantity(id)} />
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

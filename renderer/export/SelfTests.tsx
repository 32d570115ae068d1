/** How the exported files did next to what they were made of. */
import type { MadeExport } from "../../main/engine/api.ts";
import { formatNumber, formatQuantity } from "../app/format.ts";

export function SelfTests({ tests, unit }: { tests: MadeExport["selfTests"]; unit: string }) {
  return tests.map(({ name, numbers: { states, single, double, firstSecond, metric } }) => {
    const facts = {
      [`Outputs in ${states.toLocaleString("en")} states, single precision`]: `within ${formatNumber(single)}`,
      "The same next to double precision": `within ${formatNumber(double)}`,
      "States of a rollout's first second": `within ${formatNumber(firstSecond)}`,
      "The rollout ends at": formatQuantity(metric.exported, unit),
      "The run's own ends at": formatQuantity(metric.native, unit),
    };
    return (
      <section key={name} className="self-test" aria-label={`Self-test of ${name}`} data-testid="self-test">
        <h3>✓ Self-test of {name} passed</h3>
        <dl className="facts">
          {Object.entries(facts).map(([fact, value]) => (
            <div key={fact}>
              <dt>{fact}</dt>
              <dd className="number">{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}

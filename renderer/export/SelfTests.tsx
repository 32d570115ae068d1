/** How the exported files did beside what they were made of. */
import type { MadeExport } from "../../main/engine/api.ts";
import { formatNumber, formatQuantity } from "../app/format.ts";

export function SelfTests({ tests, unit }: { tests: MadeExport["selfTests"]; unit: string }) {
  return tests.map(({ name, numbers: { states, single, double, firstSecond, onItsWay, rounding, metric } }) => {
    const facts = {
      [`Outputs in ${states.toLocaleString("en")} states, against f32`]: relative(single),
      "Outputs in the same states, against f64": relative(double),
      "Outputs along the file's own rollout, against f32": relative(onItsWay),
      "States of a rollout's first second": relative(firstSecond),
      "The same, moved by rounding alone": relative(rounding.firstSecond),
      "The file's rollout ends at": formatQuantity(metric.exported, unit),
      "The run's own rollout ends at": formatQuantity(metric.native, unit),
    };
    return (
      <section key={name} className="self-test" aria-label={`Self-test of ${name}`} data-testid="self-test">
        <h3>✓ Self-test of {name} passed</h3>
        <p className="settings-note">
          max |Δ| is the largest difference from the run's own evaluation, relative to the largest value there.
        </p>
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

/** The largest difference, as a share of the largest value. */
function relative(difference: number): string {
  return difference === 0 ? "equal" : `max |Δ| ${formatNumber(difference)}`;
}

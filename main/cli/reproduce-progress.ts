/** An experiment as a person follows it: a line for each run that is done, and the time that the rest will take. */
import { Eta } from "../engine/eta.ts";
import { isDone } from "../reproduce/ledger.ts";
import type { PlannedRun, Watcher } from "../reproduce/runner.ts";
import { runName } from "../store/errors.ts";
import type { Output } from "./context.ts";
import { bar, clock, percent, threeDigits } from "./format.ts";

export function reproduceProgress(output: Output, plan: readonly PlannedRun[]): Watcher {
  const eta = new Eta();
  const toTrain = plan.map(({ known }) => known === null || !isDone(known));
  let current = 0;
  let begun = performance.now();
  const secondsIn = (): number => (performance.now() - begun) / 1000;
  /** Text of the time left when `index` runs are done; the first run has yet to show how long one takes. */
  const left = (index: number, secondsIntoThisOne: number): string => {
    const seconds = eta.remaining(toTrain.slice(index).filter(Boolean).length, secondsIntoThisOne);
    return seconds === null ? "" : ` · ${clock(seconds)} left`;
  };
  return {
    begin(index) {
      current = index;
      begun = performance.now();
    },
    progress({ iteration, iterations }) {
      const share = (current + (iteration - 1) / iterations) / plan.length;
      const run = `run ${current + 1}/${plan.length} · iteration ${iteration}/${iterations}`;
      output.status(`${bar(share, 24)} ${run}${left(current, secondsIn())}`);
    },
    done(index, { row, measurement: { run, seed, distance, success } }) {
      if (toTrain[index]) eta.add(secondsIn());
      output.note(
        `${index + 1}/${plan.length} · ${row.title}, seed ${seed} · run ${runName(run)}${toTrain[index] ? "" : " kept"} · ` +
          `${threeDigits(distance)} m, noisy success ${percent(success)}${left(index + 1, 0)}`,
      );
    },
  };
}

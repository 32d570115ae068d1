/** An experiment as a person follows it: a line for each run that is done, and the time that the rest will take. */
import { Eta } from "../engine/eta.ts";
import { titleOf } from "../reproduce/experiment.ts";
import type { FinishedRun, PlannedRun, Watcher } from "../reproduce/runner.ts";
import { runName } from "../store/errors.ts";
import type { Output } from "./context.ts";
import { bar, clock, percent, threeDigits } from "./format.ts";

export function reproduceProgress(output: Output, plan: readonly PlannedRun[]): Watcher {
  const eta = new Eta();
  let current = 0;
  let begun = performance.now();
  const secondsIn = (): number => (performance.now() - begun) / 1000;
  /** Text of the time left when `index` runs are done; the first run has yet to show how long one takes. */
  const left = (index: number, secondsIntoThisOne: number): string => {
    const seconds = eta.remaining(plan.slice(index).filter(({ trains }) => trains).length, secondsIntoThisOne);
    return seconds === null ? "" : ` · ${clock(seconds)} left`;
  };
  return {
    begin({ index }) {
      current = index;
      begun = performance.now();
    },
    progress({ iteration, iterations }) {
      const share = (current + (iteration - 1) / iterations) / plan.length;
      const run = `run ${current + 1}/${plan.length} · iteration ${iteration}/${iterations}`;
      output.status(`${bar(share, 24)} ${run}${left(current, secondsIn())}`);
    },
    done(planned, finished) {
      if (planned.trains) eta.add(secondsIn());
      output.note(`${planned.index + 1}/${plan.length} · ${lineOf(planned, finished)}${left(planned.index + 1, 0)}`);
    },
  };
}

function lineOf({ row, study, ground, trains }: PlannedRun, { measurement }: FinishedRun): string {
  const { run, seed, metric, success, noisySuccess } = measurement;
  const which = run === null ? "" : `, seed ${seed} · run ${runName(run)}${trains ? "" : " kept"}`;
  const often = Number.isNaN(noisySuccess) ? `success ${percent(success)}` : `noisy success ${percent(noisySuccess)}`;
  const { task } = ground;
  return `${titleOf(study, task)} · ${row.title}${which} · ${threeDigits(metric)} ${task.metric.unit}, ${often}`;
}

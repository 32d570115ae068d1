/** A training as a person follows it: a row an iteration, and on a terminal a bar below. */
import { conditionSetOf } from "../../workers/systems/description.ts";
import type { Iteration, Progress, RunDetail, RunSummary, TaskDescription } from "../engine/api.ts";
import { runName } from "../store/errors.ts";
import type { Output } from "./context.ts";
import { bar, clock, percent, threeDigits } from "./format.ts";
import { statusColours } from "./paint.ts";

/** Right-aligned columns: title, width, cell. */
type Column = [title: string, width: number, cell: (it: Iteration) => string];

const PHASES = { starting: "starting", sample: "sampling", fit: "fitting dynamics", optimise: "improving controller" };

export interface TrainingReport {
  heading(): void;
  iteration(iteration: Iteration): void;
  progress(progress: Progress): void;
  end(run: RunSummary): void;
}

export function trainingReport(output: Output, tasks: readonly TaskDescription[], run: RunDetail): TrainingReport {
  const { config, summary } = run;
  const metric = (tasks.find(({ name }) => name === config.task) ?? run.task).metric;
  const columns: Column[] = [
    ["iteration", 9, (it) => String(it.iteration)],
    ["rollouts", 8, (it) => String(it.rollouts)],
    ["cost", 9, (it) => threeDigits(it.cost)],
    [`${metric.name} [${metric.unit}]`, 14, (it) => threeDigits(it.metric)],
    ["success", 7, (it) => percent(it.success)],
    ["KL [nat]", 8, (it) => threeDigits(it.kl)],
    ["η", 9, (it) => threeDigits(it.eta)],
    ["step", 6, (it) => threeDigits(it.stepSize)],
    ["time [s]", 8, (it) => threeDigits(it.seconds)],
    ...(config.method === "gps" ? policyColumns(metric) : []),
  ];
  const line = (cell: (column: Column) => string): string =>
    columns.map((column) => cell(column).padStart(column[1])).join("  ");
  return {
    heading() {
      output.print(`Run ${runName(summary.id)} · ${config.task} · ${config.method} · ${extentOf(run)}`);
      output.print(
        output.paint(
          "dim",
          line(([title]) => title),
        ),
      );
    },
    iteration: (it) => output.print(line(([, , cell]) => cell(it))),
    progress(progress) {
      output.status(progressLine(progress));
    },
    end(end) {
      const status = output.paint(statusColours[end.status], end.status);
      output.print(
        `Run ${runName(end.id)} ${status}: ${metric.name} ${threeDigits(end.metric)} ${metric.unit}, ` +
          `success ${percent(end.success)}, ${end.rollouts} rollouts, ${clock(end.seconds)}`,
      );
    },
  };
}

function policyColumns({ name }: TaskDescription["metric"]): Column[] {
  return [
    ["policy cost", 11, ({ policy }) => threeDigits(policy?.cost ?? null)],
    [`policy ${name}`, 15, ({ policy }) => threeDigits(policy?.metric ?? null)],
  ];
}

export function progressLine({ iteration, iterations, phase, done, total, etaSeconds }: Progress): string {
  const within = phase === "sample" && total > 0 ? (0.8 * done) / total : phase === "starting" ? 0 : 0.8;
  const fraction = (iteration - 1 + within) / iterations;
  const count = phase === "sample" ? ` ${done}/${total}` : "";
  const left = etaSeconds === null ? "" : ` · ${clock(etaSeconds)} left`;
  return `${bar(fraction, 24)} iteration ${iteration}/${iterations} · ${PHASES[phase]}${count}${left}`;
}

/** iLQG fits no dynamics, and makes as many rollouts as its line search needs; the others make theirs in every condition. */
function extentOf({ config, task }: RunDetail): string {
  const { method, prior, seed, iterations, samples, conditions } = config;
  if (method === "ilqg") return `seed ${seed} · ${iterations} iterations`;
  const count = conditionSetOf(task, conditions)?.trained.length ?? 1;
  const rollouts = count === 1 ? `${samples} rollouts` : `${count} × ${samples} rollouts`;
  return `prior ${prior} · seed ${seed} · ${iterations} iterations of ${rollouts}`;
}

/** Scalars of an iteration's rollouts, and the time that its parts took. */
import type { Rollout } from "../rollout.ts";
import type { ConditionNumbers, IterationNumbers } from "../trainer-api.ts";

export type Summary = Pick<IterationNumbers, "cost" | "costStd" | "metric" | "metricStd" | "success" | "diverged">;

/** Means and standard deviations over the rollouts that did not diverge, fallen ones among them; success over all. */
export function summarise(rollouts: readonly Rollout[]): Summary {
  const sane = rollouts.filter(({ status }) => status !== "diverged");
  const cost = meanAndStd(sane.map((rollout) => rollout.cost));
  const metric = meanAndStd(sane.map((rollout) => rollout.metric));
  return {
    cost: cost.mean,
    costStd: cost.std,
    metric: metric.mean,
    metricStd: metric.std,
    success: rollouts.filter(({ success }) => success).length / rollouts.length,
    diverged: rollouts.length - sane.length,
  };
}

/** The same for one condition, whose controller's update was of this divergence [nat]. */
export function conditionNumbers(name: string, { cost, metric, success }: Summary, kl: number): ConditionNumbers {
  return { name, cost, metric, success, kl };
}

function meanAndStd(values: readonly number[]): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

type Phases = IterationNumbers["phases"];

/** Wall time of an iteration's phases [s]. */
export class Stopwatch {
  private readonly start = performance.now();
  private last = this.start;
  private readonly phases: Phases = { sample: 0, fit: 0, optimise: 0 };

  /** Adds the time since the last lap to a phase. */
  lap(phase: keyof Phases): void {
    const now = performance.now();
    this.phases[phase] += (now - this.last) / 1000;
    this.last = now;
  }

  total(): number {
    return (performance.now() - this.start) / 1000;
  }

  laps(): Phases {
    return { ...this.phases };
  }
}

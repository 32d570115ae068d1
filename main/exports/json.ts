/** A run as one JSON document: what `show` knows, the scalars of each rollout, and the arrays of what it has come to. */
import type { LinearGaussianController } from "../../workers/trainer-api.ts";
import type { TaskDescription } from "../engine/api.ts";
import { allRollouts, type Exporter } from "./run-data.ts";

export const exportJson: Exporter = (run, append) => {
  const { controllers, policies } = run.result;
  const rollouts = [...allRollouts(run)].map((rollout) => {
    const { iteration, sample, condition, actor, status, validSteps, cost, metric, success } = rollout;
    return { iteration, sample, condition, actor, status, validSteps, cost, metric, success };
  });
  const document = {
    ...run.detail,
    rollouts,
    controllers: controllers.map(({ condition, controller }) => ({
      condition,
      ...arraysOf(run.detail.task, controller),
    })),
    policies: policies && plainArrays(policies),
  };
  append(Buffer.from(`${JSON.stringify(document, null, 1)}\n`));
};

/** Row-major with time first: u = gains x + offsets + noise of these covariances. */
function arraysOf({ steps: T, stateDim: dX, actionDim: dU }: TaskDescription, controller: LinearGaussianController) {
  const { gains, offsets, covariances } = controller;
  return {
    gains: { shape: [T, dU, dX], data: [...gains] },
    offsets: { shape: [T, dU], data: [...offsets] },
    covariances: { shape: [T, dU, dU], data: [...covariances] },
  };
}

/** The same value with lists in place of typed arrays. */
function plainArrays(value: unknown): unknown {
  if (value instanceof Float64Array) return [...value];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plainArrays(entry)]));
}

/** A run as one JSON document: what `show` knows, the scalars of each rollout, and the final controller's arrays. */
import { allRollouts, type Exporter } from "./run-data.ts";

export const exportJson: Exporter = (run, append) => {
  const { task } = run.detail;
  const { gains, offsets, covariances } = run.controller;
  const rollouts = [...allRollouts(run)].map(({ iteration, sample, status, validSteps, cost, metric, success }) => ({
    iteration,
    sample,
    status,
    validSteps,
    cost,
    metric,
    success,
  }));
  const [steps, dX, dU] = [task.steps, task.stateDim, task.actionDim];
  const document = {
    ...run.detail,
    rollouts,
    // Row-major with time first: u = gains x + offsets + noise of these covariances.
    controller: {
      gains: { shape: [steps, dU, dX], data: [...gains] },
      offsets: { shape: [steps, dU], data: [...offsets] },
      covariances: { shape: [steps, dU, dU], data: [...covariances] },
    },
  };
  append(Buffer.from(`${JSON.stringify(document, null, 1)}\n`));
};

/**
 * A time-varying linear-Gaussian controller as a graph: mean = K_t x + k_t, std = √diag(C_t), action = mean within its limits.
 * The time step is an input; the runtime refuses one beyond the last.
 */
import type { LinearGaussianController } from "../../../workers/trainer-api.ts";
import type { TaskDescription } from "../../engine/api.ts";
import { entries, GraphBuilder, outputPorts, signals, timeSteps } from "./graph-builder.ts";
import type { Graph } from "./model.ts";

/** @throws GuidepostError where the controller holds numbers that are not finite */
export function controllerGraph(
  { gains, offsets, covariances }: LinearGaussianController,
  task: TaskDescription,
): Graph {
  const { stateDim: dX, actionDim: dU, states, actions } = task;
  const T = offsets.length / dU;
  const g = new GraphBuilder();
  const std = offsets.map((_, row) => Math.sqrt(covariances[row * dU + (row % dU)]));
  const at = (name: string, dims: number[], values: Float64Array) =>
    g.node("Gather", `${name}_now`, g.constant(name, [T, ...dims], values), "time_index");
  // mean = K_t x + k_t, with x as a column for each state of the batch
  const column = g.indices("column", [2]);
  const x = g.node("Unsqueeze", "state_column", "state", column);
  const product = g.node("MatMul", "feedback_column", at("gains", [dU, dX], gains), x);
  const feedback = g.node("Squeeze", "feedback", product, column);
  const mean = g.node("Add", "mean", feedback, at("offsets", [dU], offsets));
  g.node("Gather", "std", g.constant("deviations", [T, dU], std), "time_index");
  g.limit(mean, actions);
  const inputs = [
    timeSteps("time_index", `Control step from the start of the motion, 0 … ${T - 1}`),
    signals("state", dX, entries(states)),
  ];
  return g.graph("controller", inputs, outputPorts(actions));
}

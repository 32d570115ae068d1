/** Putting a graph together: constants are checked where they enter, nodes are chained by the names of what they make. */
import type { TaskDescription } from "../../engine/api.ts";
import { GuidepostError } from "../../errors.ts";
import type { Graph, Initializer, Node, Port } from "./model.ts";

/** The name of a dimension of any size: the states that are asked about at once. */
const BATCH = "batch";
/** Of actions without a limit on this side: the largest finite number in single precision. */
const UNLIMITED = 3.4028234663852886e38;

export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];

  /**
   * A constant in single precision; returns its name.
   * @throws GuidepostError where a value is NaN, infinite, or too large for single precision
   */
  constant(name: string, dims: readonly number[], values: ArrayLike<number>): string {
    const single = Float32Array.from(values);
    const bad = single.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new GuidepostError(
        `What is to be exported holds ${values[bad]} at ${bad} of "${name}"; a file takes finite numbers of single precision.`,
        "export the controller or policy of an earlier iteration.",
      );
    }
    this.#initializers.push({ name, dims, values: single });
    return name;
  }

  /** A constant of indices; returns its name. */
  indices(name: string, values: readonly number[]): string {
    this.#initializers.push({ name, dims: [values.length], values: BigInt64Array.from(values, BigInt) });
    return name;
  }

  /** Adds a node; returns the name of what it makes. */
  node(operator: string, output: string, ...inputs: string[]): string {
    this.#nodes.push({ operator, inputs, output });
    return output;
  }

  /** action ← min(high, max(low, mean)): what the robot is to do. */
  limit(mean: string, actions: TaskDescription["actions"]): void {
    const low = actions.map(({ range }) => range?.[0] ?? -UNLIMITED);
    const high = actions.map(({ range }) => range?.[1] ?? UNLIMITED);
    const raised = this.node("Max", "mean_above_low", mean, this.constant("action_low", [actions.length], low));
    this.node("Min", "action", raised, this.constant("action_high", [actions.length], high));
  }

  graph(name: string, inputs: readonly Port[], outputs: readonly Port[]): Graph {
    return { name, nodes: this.#nodes, initializers: this.#initializers, inputs, outputs };
  }
}

/** mean, std and action: [batch, dU]. */
export function outputPorts(actions: TaskDescription["actions"]): Port[] {
  const named = entries(actions);
  return [
    signals("mean", actions.length, `Mean of the action before limits: ${named}`),
    signals("std", actions.length, `Standard deviation of the action: ${named}`),
    signals("action", actions.length, `Mean of the action within its limits: ${named}`),
  ];
}

/** A port of numbers: [batch, width]. */
export function signals(name: string, width: number, description: string): Port {
  return { name, type: "float", dims: [BATCH, width], description };
}

/** A port of time steps: [batch]. */
export function timeSteps(name: string, description: string): Port {
  return { name, type: "int64", dims: [BATCH], description };
}

/** "shoulder torque [N·m], …" */
export function entries(vector: readonly { name: string; unit: string }[]): string {
  return vector.map(({ name, unit }) => `${name} [${unit}]`).join(", ");
}

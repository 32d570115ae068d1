/** What the engine asks of the worker about an exported file, and what it hears. Plain data. */

import type { Condition } from "../systems/description.ts";

export interface ExportedFile {
  task: string;
  /** MJCF text. */
  model: string;
  /** The ONNX file. */
  onnx: Uint8Array;
  /** Indices of the state's entries that the file's observation has; all of them for a controller. */
  observation: readonly number[];
}

/** Every output, row after row: [n, dU] each. */
export interface ActorOutputs {
  mean: Float32Array;
  std: Float32Array;
  action: Float32Array;
}

/** Inputs and what the file says to them, for readers elsewhere to compare with. */
export interface ReferencePairs {
  count: number;
  /** [n], for a controller only. */
  timeSteps: number[] | null;
  /** [n, dO]. */
  observations: Float32Array;
  outputs: ActorOutputs;
}

/** How a rollout through the file went. */
export interface ClosedLoopNumbers {
  /** `single` of SelfTestNumbers in the states of the file's own rollout. */
  onItsWay: number;
  /** Control steps of the first second, and the largest difference of a state there, as a share of its largest value. */
  firstSteps: number;
  firstSecond: number;
  /** How far native rollouts spread by rounding alone: the largest difference of a state in the first second, and at all. */
  rounding: { rollouts: number; firstSecond: number; wholeWay: number };
  /** The task's metric after the whole rollout. */
  metric: { native: number; exported: number };
}

export interface SelfTestNumbers extends ClosedLoopNumbers {
  /** States that the file was asked about. */
  states: number;
  /** Largest difference from the same evaluation in single precision, as a share of the output's largest value there. */
  single: number;
  /** The same of the evaluation in double precision. */
  double: number;
}

export type SelfTestResult =
  | { status: "passed"; numbers: SelfTestNumbers; pairs: ReferencePairs }
  /** `reason` is a sentence without its full stop that carries the numbers. */
  | { status: "failed"; reason: string };

export interface FileEvaluationJob extends ExportedFile {
  conditions: readonly Condition[];
  /** In each condition. */
  episodes: number;
  seed: number;
  /** Control steps of an episode; a controller has no more than the task's. */
  steps: number;
}

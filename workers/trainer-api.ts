/**
 * The contract between the engine and the training worker (Comlink over a MessagePort).
 *
 * The engine starts one trainer per job; the trainer owns its pool of rollout workers. Every finished iteration is
 * handed to `onIteration`, and the trainer waits for that promise: nothing goes on before it is committed.
 */
import type { ExportedFile, FileEvaluationJob, SelfTestResult } from "./exported/contract.ts";
import type { KernelBuild } from "./kernel-build.ts";
import type { RunConfig } from "./methods/config.ts";
import type { MotionPhysics, RecordedMotion } from "./physics/replay.ts";
import type { SceneModel } from "./physics/scene-model.ts";
import type { GaussianPolicy } from "./policy/gaussian-policy.ts";
import type { Rollout } from "./rollout.ts";
import type { Condition } from "./systems/description.ts";

export type { MotionPhysics } from "./physics/replay.ts";
export type { GaussianPolicy } from "./policy/gaussian-policy.ts";

/** Time-varying linear-Gaussian controller p(u_t|x_t) = N(K_t x_t + k_t, C_t), row-major, time first. */
export interface LinearGaussianController {
  /** K: [T, dU, dX] feedback gains. */
  gains: Float64Array;
  /** k: [T, dU] offsets [action units]. */
  offsets: Float64Array;
  /** C: [T, dU, dU] action covariance. */
  covariances: Float64Array;
}

/** What decides on actions: a policy, for any length of time, or a controller, for its T steps. */
export type Actor =
  | { kind: "policy"; policy: GaussianPolicy }
  | { kind: "controller"; controller: LinearGaussianController };

/** Of the policies that a run has learnt: the network that did best in its validation, or the last one. */
export type PolicyChoice = "network" | "last";

/** What of a run is to act. */
export type ActorChoice = PolicyChoice | "controller";

/** A controller and the name of the condition that it is for. */
export interface ConditionController {
  condition: string;
  controller: LinearGaussianController;
}

/** What a run has come to. */
export interface RunResult {
  /** One for each condition that is trained on, in their order. */
  controllers: ConditionController[];
  /** null for a method that trains none, and before the first training. */
  policies: Record<PolicyChoice, GaussianPolicy> | null;
}

/** Everything a method needs to go on after an iteration: plain numbers, strings, arrays and typed arrays only. */
export type Checkpoint = Record<string, unknown>;

/** Scalars of one condition in an iteration. */
export interface ConditionNumbers {
  name: string;
  cost: number;
  metric: number;
  success: number;
  /** D_KL(p‖p̂) of the update of this condition's controller [nat]. */
  kl: number;
}

/** Of the policy that an iteration has learnt. */
export interface PolicyNumbers {
  /** Divergence from the controllers that taught it, mean over its lessons [nat]. */
  loss: number;
  /** Divergence between it and the controllers made next, mean over conditions and steps [nat]; NaN where none was made. */
  kl: number;
  /** Means over the validation's rollouts that did not diverge; NaN where there are none. */
  cost: number;
  metric: number;
  /** Fraction of the validation's rollouts; NaN without validation. */
  success: number;
}

/** Scalars of one finished iteration. Means are over the iteration's rollouts that did not diverge. */
export interface IterationNumbers {
  /** 1-based. */
  iteration: number;
  /** Rollouts simulated so far in the run, this iteration's included. */
  rollouts: number;
  cost: number;
  costStd: number;
  metric: number;
  metricStd: number;
  success: number;
  /** D_KL(p‖p̂) of the update that follows the rollouts [nat]; 0 for iLQG, which bounds none. */
  kl: number;
  /** Multiplier of the bound on the divergence; the damping μ for iLQG. */
  eta: number;
  /** Multiplier of the KL step; for iLQG the step length α that led to the rollout, 0 where none lowered its cost. */
  stepSize: number;
  diverged: number;
  /** Whether the rollouts bore their controller out; a rejected one is not improved further. */
  accepted: boolean;
  /** Wall time of the whole iteration and of its parts [s]. */
  seconds: number;
  phases: { sample: number; fit: number; optimise: number };
  /** In the order of training. */
  conditions: ConditionNumbers[];
  /** null for a method that learns none. */
  policy: PolicyNumbers | null;
  /** Root mean square of `modelErrors` over all steps of all rollouts [1]; NaN where no model has foretold any. */
  modelError: number;
}

export interface IterationResult {
  numbers: IterationNumbers;
  rollouts: Rollout[];
  /** The controllers that the rollouts were drawn from, one for each condition. */
  controllers: ConditionController[];
  /** The policy that the iteration has learnt; null for a method that learns none. */
  policy: GaussianPolicy | null;
  /**
   * D_KL,t: [T] between that policy and the controller made next [nat], for each condition; null where none was made.
   * Empty for a method that learns no policy.
   */
  divergences: (Float64Array | null)[];
  /**
   * e_t: [T] one-step error of the model that its controller was made under, of each rollout, in multiples of what a step
   * usually changes [1] (dynamics/prediction-error.ts); NaN where no step follows. null where no model foretold the rollout:
   * in the first iteration, where its candidate is an earlier one, and for a method that fits no model.
   */
  modelErrors: (Float64Array | null)[];
  /** The state after the update; `resultOf` tells the run's result so far. */
  checkpoint: Checkpoint;
}

export interface TrainingJob {
  config: RunConfig;
  /** MJCF text. */
  model: string;
  /** Threads for each part of the work; the numbers do not depend on it. */
  workers: number;
  /** Build of the kernels, one of `kernelBuilds`; the numbers' last bits do depend on it. */
  kernels: KernelBuild;
  /** Absent at the start of a run. */
  resume?: Checkpoint;
}

export type TrainingOutcome = { status: "completed" } | { status: "cancelled" } | { status: "failed"; reason: string };

export interface TrainingProgress {
  iteration: number;
  phase: "sample" | "fit" | "optimise";
  /** Rollouts of this iteration that are done. */
  done: number;
  total: number;
}

/** Who acts in a condition. */
export interface Part {
  condition: Condition;
  actor: Actor;
}

export interface EvaluationJob {
  task: string;
  model: string;
  /** Rollout workers; the numbers do not depend on it. */
  workers: number;
  parts: Part[];
  /** Of each part. */
  episodes: number;
  seed: number;
  /** σ of the smoothing of the actor's own action noise in time steps; null for its mean actions. */
  smoothing: number | null;
  /** Control steps of an episode; a controller has no more than the task's. */
  steps: number;
}

export interface SelfTestJob extends ExportedFile {
  /** What the file was made of. */
  actor: Actor;
  /** Where the closed loop starts, in the condition's mean. */
  condition: Condition;
  /** Of the states that are drawn. */
  seed: number;
}

export interface ReplayJob {
  task: string;
  /** MJCF text. */
  model: string;
  motions: RecordedMotion[];
  /** Whether the bodies' poses are wanted. */
  poses: boolean;
}

export interface TrainerApi {
  /**
   * Runs a job to its end. `cancel` is one shared Int32: 1 asks the trainer to stop within a second.
   * `onIteration` is awaited; `onProgress` is not.
   */
  train(
    job: TrainingJob,
    cancel: SharedArrayBuffer,
    onIteration: (result: IterationResult) => Promise<void>,
    onProgress: (progress: TrainingProgress) => void,
  ): Promise<TrainingOutcome>;
  /** Fresh rollouts, part after part. */
  evaluate(job: EvaluationJob): Promise<Rollout[]>;
  /** What a run has come to at a checkpoint. */
  resultOf(config: RunConfig, checkpoint: Checkpoint): Promise<RunResult>;
  /** What a run of this configuration draws the first rollouts of its conditions from; rejects where the model does not load. */
  firstControllers(config: RunConfig, model: string): Promise<LinearGaussianController[]>;
  /** Whether an exported file does what was exported; rejects where the model does not load. */
  selfTest(job: SelfTestJob): Promise<SelfTestResult>;
  /**
   * Fresh rollouts of an exported file; rejects where the runtime refuses the file, or it says less or more than actions.
   * `onAnswer` is told now and then that the file still answers; it is not awaited.
   */
  evaluateFile(job: FileEvaluationJob, onAnswer: () => void): Promise<Rollout[]>;
  /** What the physics says of recorded rollouts; rejects where the model does not load. */
  replay(job: ReplayJob): Promise<MotionPhysics[]>;
  /** The builds of the kernels that this engine can run, best first. */
  kernelBuilds(): Promise<KernelBuild[]>;
  /**
   * Loads the task's model and steps it once. Resolves to MuJoCo's version and to what a window needs to draw the
   * model; rejects with a one-line Error that carries MuJoCo's own message, or says what the task misses in the model.
   */
  checkModel(task: string, model: string): Promise<{ mujocoVersion: string; scene: SceneModel }>;
}

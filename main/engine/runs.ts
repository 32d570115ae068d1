/** Reading runs, with every question about one that does not exist answered the same way. */
import type { ZodType } from "zod";
import { kernelBuildSchema } from "../../workers/kernel-build.ts";
import { GuidepostError } from "../errors.ts";
import type { Project } from "../projects/project.ts";
import { DamagedRunError, runName } from "../store/errors.ts";
import { type StoredRollout, statusOfOrphan } from "../store/from-rows.ts";
import {
  type Iteration,
  type IterationSignals,
  noLabels,
  type RunConfig,
  type RunDetail,
  type RunSummary,
  runConfigSchema,
  taskDescriptionSchema,
} from "./api.ts";
import { configHash } from "./config-hash.ts";

/** A rollout with the error of the model that its controller was made under. */
export interface RecordedRollout extends StoredRollout {
  /** e_t: [T] in multiples of what a step usually changes [1], NaN where no step follows; null where no model foretold it. */
  modelErrors: Float32Array | null;
}

export class Runs {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  /** Newest first; a damaged run is listed as failed and hides nothing else. */
  list(): RunSummary[] {
    const orphaned = this.#orphansRunning();
    return this.#project.store
      .listRuns()
      .map(({ id, summary }) => (summary === null ? damagedSummary(id) : orphaned(summary)));
  }

  summary(id: number): RunSummary {
    const summary = this.#project.store.findRun(id);
    if (summary !== null) return this.#orphansRunning()(summary);
    const newest = this.latest();
    throw new GuidepostError(
      `There is no run ${runName(id)} in ${this.#project.folder}; runs: 1 to ${newest}.`,
      "guidepost runs lists them.",
    );
  }

  /** The newest run's number, whatever is in the bin. */
  latest(): number {
    const newest = this.#project.store.newestRun();
    if (newest !== null) return newest;
    throw new GuidepostError(`${this.#project.folder} has no runs yet.`, "guidepost train TASK starts one.");
  }

  detail(id: number): RunDetail {
    const summary = this.summary(id);
    const inputs = this.#project.store.inputs(id);
    const config = this.#config(id);
    return {
      summary,
      config,
      configHash: configHash(config),
      versions: {
        app: inputs.app_version,
        mujoco: inputs.mujoco_version,
        node: inputs.node_version,
        kernels: known(id, "kernels", kernelBuildSchema, inputs.kernels),
      },
      task: known(id, "a description of its task", taskDescriptionSchema, parsedJson(inputs.task)),
      iterations: this.#project.store.iterations(id),
      gaps: this.#project.store.gaps(id),
    };
  }

  /** What the run was started with; null where that cannot be read or is not known to this version. */
  configuration(id: number): RunConfig | null {
    try {
      return this.#config(id);
    } catch (error) {
      // Whoever opens the run is told.
      if (error instanceof GuidepostError) return null;
      throw error;
    }
  }

  model(id: number): string {
    return this.#project.store.inputs(this.summary(id).id).model;
  }

  rollouts(id: number, iteration: number): StoredRollout[] {
    this.#requireIteration(id, iteration);
    return this.#project.store.rollouts(id, iteration);
  }

  /** The same with all that is recorded of them. */
  recorded(id: number, iteration: number): RecordedRollout[] {
    const rollouts = this.rollouts(id, iteration);
    const errors = this.#project.store.modelErrors(id, iteration);
    return rollouts.map((rollout) => ({ ...rollout, modelErrors: errors[rollout.sample] ?? null }));
  }

  iteration(id: number, iteration: number): Iteration {
    this.#requireIteration(id, iteration);
    return this.#project.store.iterations(id)[iteration - 1];
  }

  /** States, the model's errors and controllers of an iteration. */
  signals(id: number, iteration: number): IterationSignals {
    const recorded = this.recorded(id, iteration);
    const { store } = this.#project;
    const next = iteration < this.summary(id).iterationsDone ? store.controllers(id, iteration + 1) : [];
    const controllers = store.controllers(id, iteration).map(({ condition, controller: now }) => ({
      condition,
      now,
      next: next.find((one) => one.condition === condition)?.controller ?? null,
    }));
    return {
      states: recorded.map(({ states }) => states),
      modelErrors: recorded.map(({ modelErrors }) => modelErrors),
      controllers,
    };
  }

  /** The configuration to go on with. Throws when there is nothing to go on to. */
  configToResume(id: number, iterations: number | undefined): RunConfig {
    const summary = this.summary(id);
    const config = this.#config(id);
    const total = iterations ?? config.iterations;
    if (summary.status === "running") throw new GuidepostError(`Run ${runName(id)} is training.`);
    if (total > summary.iterationsDone) return runConfigSchema.parse({ ...config, iterations: total });
    throw new GuidepostError(
      `Run ${runName(id)} has finished ${summary.iterationsDone} iterations; ${total} leave nothing to do.`,
      `ask for more with --iterations ${summary.iterationsDone + 10}.`,
    );
  }

  #requireIteration(id: number, iteration: number): void {
    const { iterationsDone } = this.summary(id);
    if (iteration <= iterationsDone) return;
    throw new GuidepostError(`Run ${runName(id)} has no iteration ${iteration}; it has finished ${iterationsDone}.`);
  }

  #config(id: number): RunConfig {
    return known(id, "settings", runConfigSchema, parsedJson(this.#project.store.inputs(id).config));
  }

  /** Beside no writer nothing runs: such a run was left by a process that is gone. */
  #orphansRunning(): (summary: RunSummary) => RunSummary {
    const alive = this.#project.hasWriter();
    return (summary) =>
      summary.status === "running" && !alive
        ? { ...summary, status: statusOfOrphan(summary.iterationsDone, summary.iterationsTotal) }
        : summary;
  }
}

/** What was stored, if this version still understands it. Its row is intact, but may come from another version. */
function known<T>(id: number, what: string, schema: ZodType<T>, stored: unknown): T {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const detail = [...(issue?.path ?? []), issue?.message].join(": ");
  throw new GuidepostError(
    `Run ${runName(id)} has ${what} that this version of Guidepost does not know (${detail}).`,
    "open it with the version that made it; guidepost runs still lists it.",
  );
}

/** A text that is no JSON stays a text, which no schema of a stored thing takes. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function damagedSummary(id: number): RunSummary {
  return {
    id,
    task: "unknown",
    method: "unknown",
    seed: 0,
    status: "failed",
    reason: new DamagedRunError(id, "its entry in the list does not match its checksum").message,
    iterationsDone: 0,
    iterationsTotal: 0,
    rollouts: 0,
    metric: null,
    success: null,
    cost: null,
    bestMetric: null,
    seconds: 0,
    createdAt: new Date(0).toISOString(),
    group: `damaged ${id}`,
    parent: null,
    labels: noLabels,
  };
}

/** Reading runs, with every question about one that does not exist answered the same way. */
import type { z } from "zod";
import { kernelBuildSchema } from "../../workers/kernel-build.ts";
import { GuidepostError } from "../errors.ts";
import type { Project } from "../projects/project.ts";
import { DamagedRunError, runName } from "../store/errors.ts";
import type { StoredRollout } from "../store/from-rows.ts";
import {
  type IterationSignals,
  type RunConfig,
  type RunDetail,
  type RunSummary,
  runConfigSchema,
  type TaskDescription,
  taskDescriptionSchema,
} from "./api.ts";
import { configHash } from "./config-hash.ts";

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
    const newest = this.#project.store.listRuns()[0];
    throw new GuidepostError(
      `There is no run ${runName(id)} in ${this.#project.folder}; ${newest ? `runs: 1 to ${newest.id}` : "it has no runs yet"}.`,
      newest ? "guidepost runs lists them." : "guidepost train TASK starts one.",
    );
  }

  /** The newest run's number. */
  latest(): number {
    return this.#project.store.listRuns()[0]?.id ?? this.summary(1).id;
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
        kernels: kernelBuildSchema.parse(inputs.kernels),
      },
      task: this.#task(id, inputs.task),
      iterations: this.#project.store.iterations(id),
    };
  }

  model(id: number): string {
    return this.#project.store.inputs(this.summary(id).id).model;
  }

  rollouts(id: number, iteration: number): StoredRollout[] {
    const { iterationsDone } = this.summary(id);
    if (iteration <= iterationsDone) return this.#project.store.rollouts(id, iteration);
    throw new GuidepostError(`Run ${runName(id)} has no iteration ${iteration}; it has finished ${iterationsDone}.`);
  }

  /** States and controllers of an iteration. */
  signals(id: number, iteration: number): IterationSignals {
    const states = this.rollouts(id, iteration).map((rollout) => rollout.states);
    const { store } = this.#project;
    const next = iteration < this.summary(id).iterationsDone ? store.controllers(id, iteration + 1) : [];
    const controllers = store.controllers(id, iteration).map(({ condition, controller: now }) => ({
      condition,
      now,
      next: next.find((one) => one.condition === condition)?.controller ?? null,
    }));
    return { states, controllers };
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

  #config(id: number): RunConfig {
    const parsed = runConfigSchema.safeParse(JSON.parse(this.#project.store.inputs(id).config));
    if (parsed.success) return parsed.data;
    throw otherVersion(id, "settings", parsed.error);
  }

  #task(id: number, text: string): TaskDescription {
    const parsed = taskDescriptionSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    throw otherVersion(id, "a description of its task", parsed.error);
  }

  /** Beside no writer nothing runs: such a run was left by a process that is gone. */
  #orphansRunning(): (summary: RunSummary) => RunSummary {
    const alive = this.#project.hasWriter();
    return (summary) => (summary.status === "running" && !alive ? { ...summary, status: "interrupted" } : summary);
  }
}

function otherVersion(id: number, what: string, { issues: [issue] }: z.ZodError): GuidepostError {
  const detail = [...(issue?.path ?? []), issue?.message].join(": ");
  return new GuidepostError(`Run ${runName(id)} has ${what} that this version of Guidepost does not know (${detail}).`);
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
    seconds: 0,
    createdAt: new Date(0).toISOString(),
  };
}

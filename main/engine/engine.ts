/**
 * The engine: a project's runs and the training of new ones. The window, the browser and the command line are its
 * clients; it knows none of them.
 */
import { EventEmitter } from "node:events";
import os from "node:os";
import type { IterationResult } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { rolloutPhysics } from "../exports/replayed.ts";
import { type Project, queueFile } from "../projects/project.ts";
import type { SettingsKeeper } from "../settings/settings.ts";
import { runName } from "../store/errors.ts";
import { appVersion } from "../versions.ts";
import {
  completeConfig,
  type Diagnostics,
  type EngineInfo,
  type IterationSignals,
  type LabelsEdit,
  type LogLine,
  type Progress,
  type QueueState,
  type RequestedConfig,
  type RolloutDrawing,
  type RolloutPhysics,
  type RunConfig,
  type RunDetail,
  type RunSummary,
  type SceneModel,
  type Settings,
  type TaskDescription,
  type TrainingApi,
  type TrainingExtras,
} from "./api.ts";
import { diagnose } from "./diagnostics.ts";
import { EngineLog } from "./engine-log.ts";
import type { EventMap } from "./event-map.ts";
import { Job } from "./job.ts";
import { Library } from "./library.ts";
import { Scenes, taskModelText } from "./models.ts";
import {
  type ContinueOptions,
  continuedRun,
  type Ground,
  newRun,
  type PreparedRun,
  type StartOptions,
} from "./prepare-run.ts";
import { ProjectDesk } from "./project-desk.ts";
import { Queue } from "./queue.ts";
import { ResultsDesk } from "./results-desk.ts";
import { RunKeeper } from "./run-keeper.ts";
import { Runs } from "./runs.ts";
import { findTask } from "./tasks.ts";
import { startTrainer, type Trainer } from "./trainer.ts";
import { requireWritable } from "./writable.ts";

export interface EngineOptions {
  project: Project;
  tasks: readonly TaskDescription[];
  /** Script of the training worker. */
  trainerEntry: string;
  settings: SettingsKeeper;
}

/** A run that has been started, and its last word. */
export interface StartedRun {
  summary: RunSummary;
  /** Never rejects. */
  finished: Promise<RunSummary>;
  /** What a person should know before they rely on the numbers; null as a rule. */
  warning: string | null;
}

export class Engine implements TrainingApi {
  readonly events = new EventEmitter<EventMap>();
  /** The calls about the project as a whole. */
  readonly desk: ProjectDesk;
  /** The calls about what runs have come to. */
  readonly results: ResultsDesk;
  readonly #options: EngineOptions;
  readonly #scenes: Scenes;
  #project: Project;
  #runs: Runs;
  #library: Library;
  #keeper: RunKeeper;
  readonly #log: EngineLog;
  #queue: Queue;
  #job: { job: Job; finished: Promise<RunSummary> } | null = null;
  /** Settles when the start that was asked for has become a job or failed. */
  #starting: Promise<unknown> | null = null;
  #stopping = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#project = options.project;
    this.#runs = new Runs(options.project);
    this.#library = new Library(options.project, this.#runs);
    this.#keeper = this.#keeperOf(options.project);
    this.desk = this.#openDesk();
    this.results = new ResultsDesk({
      work: () => ({ store: this.#project.store, runs: this.#runs, trainerEntry: options.trainerEntry }),
      workers: () => this.#watched().workers,
    });
    // As many clients as there are.
    this.events.setMaxListeners(0);
    this.#scenes = new Scenes(options.trainerEntry);
    this.#log = new EngineLog(this.events);
    this.#queue = this.#openQueue();
  }

  get runsOf(): Runs {
    return this.#runs;
  }

  get #ground(): Ground {
    const { store } = this.#project;
    return { store, runs: this.#runs, tasks: this.#options.tasks, scenes: this.#scenes };
  }

  async info(): Promise<EngineInfo> {
    const { name, folder, readOnly, damage } = this.#project;
    return {
      app: appVersion,
      project: { name, folder, readOnly: readOnly !== null, writer: readOnly?.writer ?? null, damage },
      cores: os.availableParallelism(),
    };
  }

  async tasks(): Promise<TaskDescription[]> {
    return [...this.#options.tasks];
  }

  async taskModel(task: string): Promise<SceneModel> {
    return this.#scenes.of(task, taskModelText(findTask(this.#options.tasks, task)));
  }

  async runs(): Promise<RunSummary[]> {
    return this.runsOf.list();
  }

  async run(id: number): Promise<RunDetail> {
    return this.runsOf.detail(id);
  }

  async configurations(ids: number[]): Promise<(RunConfig | null)[]> {
    return ids.map((id) => this.runsOf.configuration(id));
  }

  async runModel(id: number): Promise<SceneModel> {
    return this.#scenes.of(this.runsOf.summary(id).task, this.runsOf.model(id));
  }

  async rollouts(id: number, iteration: number): Promise<RolloutDrawing[]> {
    return this.runsOf.rollouts(id, iteration).map(({ iteration: _, states: __, ...drawing }) => drawing);
  }

  async signals(id: number, iteration: number): Promise<IterationSignals> {
    return this.runsOf.signals(id, iteration);
  }

  async physics(id: number, iteration: number): Promise<RolloutPhysics[]> {
    return rolloutPhysics(this.runsOf, id, iteration, this.#options.trainerEntry);
  }

  async train(config: RequestedConfig, { model, parent = null }: TrainingExtras = {}): Promise<RunSummary> {
    const complete = completeConfig(config, findTask(this.#options.tasks, config.task));
    return (await this.start(complete, { ...this.#watched(), model, parent })).summary;
  }

  async resume(id: number): Promise<RunSummary> {
    return (await this.continue(id, this.#watched())).summary;
  }

  async cancel(id: number): Promise<RunSummary> {
    const current = this.#job;
    if (current?.job.run !== id) {
      const { status } = this.runsOf.summary(id);
      throw new GuidepostError(`Run ${runName(id)} is not training here; it is ${status}.`);
    }
    await current.job.cancel();
    return current.finished;
  }

  async editRuns(edits: LabelsEdit[]): Promise<void> {
    this.events.emit("runsChanged", this.#library.edit(edits));
  }

  async deleteRuns(ids: number[]): Promise<void> {
    this.events.emit("runsChanged", this.#library.delete(ids, this.#job?.job.run ?? null));
  }

  async restoreRuns(ids: number[]): Promise<void> {
    this.events.emit("runsChanged", this.#library.restore(ids));
  }

  async emptyBin(): Promise<number> {
    const removed = this.#library.emptyBin();
    if (removed.length > 0) this.events.emit("runsRemoved", removed);
    return removed.length;
  }

  async settings(): Promise<Settings> {
    return this.#options.settings.read();
  }

  async changeSettings(change: Partial<Settings>): Promise<Settings> {
    const settings = this.#options.settings.write(change);
    this.events.emit("settingsChanged", settings);
    return settings;
  }

  async queue(): Promise<QueueState> {
    return this.#queue.state();
  }

  async enqueue(configs: RequestedConfig[], extras?: TrainingExtras): Promise<void> {
    requireWritable(this.#project);
    // What could never be started is refused now.
    for (const config of configs) completeConfig(config, findTask(this.#options.tasks, config.task));
    this.#queue.add(configs, extras);
  }

  async dequeue(ids: number[]): Promise<void> {
    this.#queue.remove(ids);
  }

  async moveQueued(id: number, place: number): Promise<void> {
    this.#queue.move(id, place);
  }

  async pauseQueue(paused: boolean): Promise<void> {
    this.#queue.pause(paused);
  }

  async log(): Promise<LogLine[]> {
    return this.#log.lines();
  }

  async diagnostics(): Promise<Diagnostics> {
    return diagnose(this.#project.folder);
  }

  /** Checks the model, inserts the run and starts it. */
  async start(config: RunConfig, options: StartOptions = {}): Promise<StartedRun> {
    return this.#launch((trainer) => newRun(trainer, config, options, this.#ground));
  }

  /** Goes on from the newest checkpoint. */
  async continue(id: number, options: ContinueOptions = {}): Promise<StartedRun> {
    return this.#launch((trainer) => continuedRun(trainer, id, options, this.#ground));
  }

  /** A clean stop: a run that is training or about to is cancelled, and can be resumed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#starting?.catch(() => {});
    if (this.#job !== null) await this.cancel(this.#job.job.run);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.desk.close();
    this.#project.close();
  }

  #launch(prepare: (trainer: Trainer) => Promise<PreparedRun>): Promise<StartedRun> {
    requireWritable(this.#project);
    this.#requireIdle();
    const starting = this.#startJob(prepare).finally(() => {
      this.#starting = null;
    });
    this.#starting = starting;
    return starting;
  }

  async #startJob(prepare: (trainer: Trainer) => Promise<PreparedRun>): Promise<StartedRun> {
    const trainer = startTrainer(this.#options.trainerEntry);
    try {
      const { summary, job, warning } = await prepare(trainer);
      const finished = this.#follow(new Job(summary, trainer, job, this.#hooks(summary.id)));
      this.events.emit("runChanged", summary);
      this.events.emit("progress", startingProgress(summary));
      return { summary, finished, warning };
    } catch (error) {
      await trainer.terminate();
      throw error;
    }
  }

  #hooks(run: number): ConstructorParameters<typeof Job>[3] {
    return {
      commit: (result: IterationResult, stopped: () => boolean) => this.#keeper.commit(run, result, stopped),
      progress: (progress) => this.events.emit("progress", progress),
    };
  }

  #follow(job: Job): Promise<RunSummary> {
    const finished = job.outcome.then((outcome) => {
      this.#job = null;
      const summary = this.#keeper.finish(job.run, outcome, this.#stopping);
      this.events.emit("runChanged", summary);
      void this.#queue.advance();
      return summary;
    });
    this.#job = { job, finished };
    return finished;
  }

  /** How a run is trained whose client is a window on this machine. */
  #watched(): { workers: number } {
    return { workers: this.#options.settings.read().trainingCores };
  }

  #openDesk(): ProjectDesk {
    return new ProjectDesk({
      project: () => this.#project,
      replace: (project) => this.#replace(project),
      requireIdle: () => this.#requireIdle(),
      added: (run) => this.events.emit("runChanged", this.runsOf.summary(run)),
      storeWork: (work) => this.events.emit("storeWork", work),
    });
  }

  /** The same project, opened anew. */
  #replace(project: Project): void {
    this.#project = project;
    this.#runs = new Runs(project);
    this.#library = new Library(project, this.#runs);
    this.#keeper = this.#keeperOf(project);
    this.#queue = this.#openQueue();
    void this.info().then((info) => this.events.emit("projectReopened", info));
  }

  #openQueue(): Queue {
    const { folder, readOnly } = this.#project;
    return new Queue({
      file: readOnly === null ? queueFile(folder) : null,
      busy: () => this.#stopping || this.#job !== null || this.#starting !== null || this.desk.busy !== null,
      start: (config, extras) => this.train(config, extras),
      changed: (queue) => this.events.emit("queueChanged", queue),
    });
  }

  #keeperOf(project: Project): RunKeeper {
    return new RunKeeper(project, this.events, (run) => this.runsOf.summary(run));
  }

  #requireIdle(): void {
    this.desk.requireStore();
    if (this.#job === null && this.#starting === null) return;
    const which = this.#job === null ? "Another run is starting" : `Run ${runName(this.#job.job.run)} is training`;
    throw new GuidepostError(`${which}; this engine trains one run at a time.`, "wait for it or cancel it.");
  }
}

function startingProgress({ id, iterationsDone, iterationsTotal, seconds }: RunSummary): Progress {
  const nothingYet = { phase: "starting" as const, done: 0, total: 0, etaSeconds: null };
  return {
    run: id,
    iteration: iterationsDone + 1,
    iterations: iterationsTotal,
    elapsedSeconds: seconds,
    ...nothingYet,
  };
}

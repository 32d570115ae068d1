/** The calls about projects as a whole. The engine trains in the project that is open here. */
import path from "node:path";
import { GuidepostError } from "../errors.ts";
import { checkerEntry } from "../paths.ts";
import { exportProject } from "../projects/archive/export.ts";
import { importProject } from "../projects/archive/import.ts";
import { duplicateProject } from "../projects/duplicate.ts";
import { mergeProject } from "../projects/merge.ts";
import { createProject, openProject, type Project } from "../projects/project.ts";
import { readProjectFile, writeProjectFile } from "../projects/project-file.ts";
import { projectSize, thinAsAsked } from "../projects/retention.ts";
import { compact, fileSize } from "../store/upkeep.ts";
import type {
  ExportedProject,
  MergedRun,
  ProjectApi,
  ProjectChange,
  ProjectSize,
  ProjectTexts,
  RepairReport,
  StoreReport,
  StoreWork,
  Thinned,
} from "./project-api.ts";
import { StoreWorker } from "./store-worker.ts";
import { requireWritable } from "./writable.ts";

export interface Desk {
  /** The project that is open. */
  project(): Project;
  /** Puts the same one, opened anew, in its place. */
  replace(project: Project): void;
  /** Throws while a run is training. */
  requireIdle(): void;
  /** A run is here that was not. */
  added(run: number): void;
  /** How far a verification or repair has come; null at its end. */
  storeWork(work: StoreWork | null): void;
}

export class ProjectDesk implements ProjectApi {
  readonly #desk: Desk;
  readonly #worker: StoreWorker;
  #busy: string | null = null;
  /** Settles when the last of what was done alone has ended. */
  #ended: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#worker = new StoreWorker(checkerEntry, desk.storeWork);
  }

  /** What is being done to the project that nothing may happen beside; null as a rule. */
  get busy(): string | null {
    return this.#busy;
  }

  /** Throws while the store is away, because something is done to it as a whole. */
  requireStore(): void {
    if (this.#busy !== null) throw new GuidepostError(`The project ${this.#busy}.`, "wait a moment.");
  }

  async verify(): Promise<StoreReport | null> {
    return this.#worker.verify(this.#project.folder);
  }

  async repair(): Promise<RepairReport | null> {
    this.#worker.requireFree();
    const { folder } = this.#project;
    return this.#alone("is being repaired", async () => {
      this.#project.close();
      try {
        return await this.#worker.repair(folder);
      } finally {
        this.#desk.replace(openProject(folder, "share"));
      }
    });
  }

  async cancelStoreWork(): Promise<void> {
    this.#worker.cancel();
  }

  /** Ends what is under way; the project that is then open stays open. */
  async close(): Promise<void> {
    await this.#worker.close();
    await this.#ended;
  }

  async project(): Promise<ProjectTexts> {
    return readProjectFile(this.#project.folder);
  }

  async changeProject(change: ProjectChange): Promise<ProjectTexts> {
    requireWritable(this.#project);
    const { folder } = this.#project;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const texts = { ...readProjectFile(folder), ...given };
    writeProjectFile(folder, texts);
    this.#project.name = texts.name;
    return texts;
  }

  async projectSize(): Promise<ProjectSize> {
    return projectSize(this.#project);
  }

  async applyRetention(): Promise<Thinned> {
    this.#requireUpkeep();
    return thinAsAsked(this.#project);
  }

  async compact(): Promise<{ before: number; after: number }> {
    this.#requireUpkeep();
    const { file } = this.#project.store;
    const before = fileSize(file);
    compact(file);
    return { before, after: fileSize(file) };
  }

  async createProject(folder: string, name: string): Promise<void> {
    createProject(absolute(folder), name);
  }

  async duplicateProject(folder: string, options: { rollouts: boolean }): Promise<void> {
    await duplicateProject(this.#project.folder, absolute(folder), options);
  }

  async exportProject(file: string, options: { rollouts: boolean; replace: boolean }): Promise<ExportedProject> {
    return exportProject(this.#project.folder, absolute(file), options);
  }

  async importProject(file: string, folder: string): Promise<void> {
    await importProject(absolute(file), absolute(folder));
  }

  async mergeProject(folder: string): Promise<MergedRun[]> {
    this.#requireUpkeep();
    const merged = mergeProject(this.#project, absolute(folder));
    for (const { to } of merged) if (to !== null) this.#desk.added(to);
    return merged;
  }

  get #project(): Project {
    return this.#desk.project();
  }

  #requireUpkeep(): void {
    requireWritable(this.#project);
    this.#desk.requireIdle();
  }

  async #alone<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.#desk.requireIdle();
    this.#busy = what;
    const done = work().finally(() => {
      this.#busy = null;
    });
    this.#ended = done.catch(() => {});
    return done;
  }
}

function absolute(file: string): string {
  if (path.isAbsolute(file) && !file.includes("\0")) return path.normalize(file);
  throw new GuidepostError(`${JSON.stringify(file)} is no absolute path.`, "name it from the root of the file system.");
}

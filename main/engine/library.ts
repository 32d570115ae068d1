/** What a person does with the runs that there are: name, tag and note them, archive them, throw them away. */
import { GuidepostError } from "../errors.ts";
import type { Project } from "../projects/project.ts";
import { runName } from "../store/errors.ts";
import type { LabelsChange } from "../store/store.ts";
import type { LabelsEdit, RunSummary } from "./api.ts";
import type { Runs } from "./runs.ts";
import { requireWritable } from "./writable.ts";

export class Library {
  readonly #project: Project;
  readonly #runs: Runs;

  constructor(project: Project, runs: Runs) {
    this.#project = project;
    this.#runs = runs;
  }

  /** All of the edits or none; returns the runs as they are then. */
  edit(edits: readonly LabelsEdit[]): RunSummary[] {
    return this.#change(edits);
  }

  /** @param training the run that is training here, which cannot be thrown away */
  delete(ids: readonly number[], training: number | null): RunSummary[] {
    const running = ids.find((id) => id === training);
    if (running !== undefined)
      throw new GuidepostError(`Run ${runName(running)} is training and cannot be deleted.`, "cancel it first.");
    const deletedAt = new Date().toISOString();
    return this.#change(ids.map((run) => ({ run, change: { deletedAt } })));
  }

  restore(ids: readonly number[]): RunSummary[] {
    return this.#change(ids.map((run) => ({ run, change: { deletedAt: null } })));
  }

  /** Returns the runs that are gone for good. */
  emptyBin(): number[] {
    requireWritable(this.#project);
    return this.#project.store.emptyBin();
  }

  #change(changes: readonly LabelsChange[]): RunSummary[] {
    requireWritable(this.#project);
    // Says which one does not exist before anything is written.
    for (const { run } of changes) this.#runs.summary(run);
    return this.#project.store.changeLabels(changes);
  }
}

/** Another project's runs, brought into this one. */
import path from "node:path";
import type { RunSummary } from "../engine/api.ts";
import type { MergedRun } from "../engine/project-api.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { copyRun } from "../store/copy-run.ts";
import { DamagedRunError, runName } from "../store/errors.ts";
import { openReadOnly } from "../store/inspect.ts";
import { openDatabase } from "../store/open.ts";
import { openProject, type Project } from "./project.ts";

/**
 * Each run comes whole or not at all, under a new number. One that is here already, of the same start, is left out, and
 * so are damaged ones and those that are being trained. The other project is only read.
 */
export function mergeProject(into: Project, folder: string): MergedRun[] {
  if (path.resolve(folder) === path.resolve(into.folder)) {
    throw new GuidepostError(`${folder} is this project itself.`, "name another one.");
  }
  const other = openProject(folder, "read");
  const [from, to] = [openReadOnly(other.store.file), openDatabase(into.store.file)];
  try {
    const alive = other.hasWriter();
    const numbers = new Map<number, number>();
    const listed = other.store.listRuns().reverse();
    return listed.map(({ id, summary }) => {
      const reason = summary === null ? "it is damaged" : reasonToLeave(summary, into, alive);
      if (reason !== null) return { from: id, to: null, reason };
      try {
        const number = copyRun(from, to, id, numbers);
        numbers.set(id, number);
        return { from: id, to: number, reason: null };
      } catch (error) {
        if (error instanceof DamagedRunError) return { from: id, to: null, reason: messageOf(error) };
        throw error;
      }
    });
  } finally {
    from.close();
    to.close();
    other.close();
  }
}

function reasonToLeave(run: RunSummary, { store }: Project, alive: boolean): string | null {
  if (run.status === "running" && alive) return "it is being trained";
  if (run.labels.deletedAt !== null) return "it is in the bin";
  const same = store.listRuns().find(({ summary }) => summary !== null && isSame(summary, run))?.summary;
  if (!same) return null;
  const done = `${same.iterationsDone} of its ${run.iterationsDone} iterations`;
  return `it is here already as run ${runName(same.id)}${same.iterationsDone < run.iterationsDone ? `, with ${done}` : ""}`;
}

/** A start happens once: to the millisecond, with a task, a method and a seed. */
function isSame(a: RunSummary, b: RunSummary): boolean {
  return a.createdAt === b.createdAt && a.task === b.task && a.method === b.method && a.seed === b.seed;
}

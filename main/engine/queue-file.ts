/** The file of the queue: the runs that wait, and each model that somebody chose for some of them once. */
import { existsSync, renameSync } from "node:fs";
import { z } from "zod";
import { GuidepostError, messageOf } from "../errors.ts";
import { readWithin, writeFileAtomically } from "../files.ts";
import { QUEUE_LIMIT } from "../projects/project.ts";
import { type Queued, queuedSchema, type TrainingExtras } from "./api.ts";

/** More runs would be a mistake. */
export const MOST_QUEUED = 2000;

/** A run that waits, with all that it takes to start it. */
export interface Waiting {
  entry: Queued;
  extras: TrainingExtras;
}

const keptSchema = z
  .object({
    models: z.array(z.string()),
    entries: z
      .array(queuedSchema.omit({ ownModel: true }).extend({ model: z.int().min(0).nullable() }))
      .max(MOST_QUEUED),
  })
  .refine(({ models, entries }) => entries.every(({ model }) => model === null || model < models.length));

/** As an earlier version wrote it. */
const earlierSchema = z.array(queuedSchema.pick({ id: true, config: true })).max(MOST_QUEUED);

export function writeQueue(file: string, waiting: readonly Waiting[]): void {
  const models = [...new Set(waiting.flatMap(({ extras: { model } }) => (model === undefined ? [] : [model])))];
  const entries = waiting.map(({ entry: { ownModel: _, ...entry }, extras: { model } }) => ({
    ...entry,
    model: model === undefined ? null : models.indexOf(model),
  }));
  const bytes = Buffer.from(`${JSON.stringify({ models, entries }, null, 2)}\n`);
  if (bytes.length > QUEUE_LIMIT) {
    throw new GuidepostError(
      `The queue would take ${bytes.length} bytes; the limit is ${QUEUE_LIMIT}.`,
      "let runs with models of their own end before more are added.",
    );
  }
  try {
    writeFileAtomically(file, (append) => append(bytes));
  } catch (error) {
    throw new GuidepostError(`The queue cannot be written to ${file}: ${messageOf(error)}.`);
  }
}

/** Nothing where there is no file; throws where there is one that cannot be read. */
export function readQueue(file: string): Waiting[] {
  if (!existsSync(file)) return [];
  try {
    const kept: unknown = JSON.parse(readWithin(file, QUEUE_LIMIT).toString("utf8"));
    if (Array.isArray(kept))
      return earlierSchema.parse(kept).map(({ id, config }) => waitingOf({ id, config, parent: null }));
    const { models, entries } = keptSchema.parse(kept);
    return entries.map(({ model, ...entry }) => waitingOf(entry, model === null ? undefined : models[model]));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const why = issue === undefined ? messageOf(error) : `${issue.path.join(".") || "the whole"}: ${issue.message}`;
    throw new GuidepostError(
      `The queue in ${file} cannot be read (${why}).`,
      "mend the file and open the project again; before anything else is written, it is put aside as it is.",
    );
  }
}

/** Out of the way of the next queue, byte for byte; returns where it is then. */
export function putAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(":", "-").slice(0, 19)}`;
  if (existsSync(file)) renameSync(file, aside);
  return aside;
}

export function waitingOf(entry: Omit<Queued, "ownModel">, model?: string): Waiting {
  const { parent } = entry;
  return {
    entry: { ...entry, ownModel: model !== undefined },
    extras: model === undefined ? { parent } : { parent, model },
  };
}

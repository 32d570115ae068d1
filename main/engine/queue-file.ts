/** The file of the queue: the runs that wait, and each model that somebody chose for some of them once. */
import { existsSync } from "node:fs";
import { z } from "zod";
import { GuidepostError, messageOf } from "../errors.ts";
import { readWithin, writeFileAtomically } from "../files.ts";
import { type Queued, queuedSchema, type TrainingExtras } from "./api.ts";

/** More runs would be a mistake. */
export const MOST_QUEUED = 2000;
/** Far above that many entries [bytes]. */
const SIZE_LIMIT = 16 * 2 ** 20;

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
  try {
    writeFileAtomically(file, (append) => append(Buffer.from(`${JSON.stringify({ models, entries }, null, 2)}\n`)));
  } catch (error) {
    throw new GuidepostError(`The queue cannot be written to ${file}: ${messageOf(error)}.`);
  }
}

/** Nothing where there is no file, or none that can be read: written in one step, only somebody's hand can have damaged it. */
export function readQueue(file: string): Waiting[] {
  if (!existsSync(file)) return [];
  try {
    const kept: unknown = JSON.parse(readWithin(file, SIZE_LIMIT).toString("utf8"));
    if (Array.isArray(kept))
      return earlierSchema.parse(kept).map(({ id, config }) => waitingOf({ id, config, parent: null }));
    const { models, entries } = keptSchema.parse(kept);
    return entries.map(({ model, ...entry }) => waitingOf(entry, model === null ? undefined : models[model]));
  } catch {
    return [];
  }
}

export function waitingOf(entry: Omit<Queued, "ownModel">, model?: string): Waiting {
  const { parent } = entry;
  return {
    entry: { ...entry, ownModel: model !== undefined },
    extras: model === undefined ? { parent } : { parent, model },
  };
}

/** Everything that the program hands out of a project, each thing by its name: a fingerprint, or the error in its place. */
import assert from "node:assert/strict";
import { Runs } from "../main/engine/runs.ts";
import { GuidepostError } from "../main/errors.ts";
import { openProject } from "../main/projects/project.ts";
import { fingerprint } from "./library.ts";

export type HandedOut = Map<string, string | GuidepostError>;

/** What is said of the store as a whole, where its structure is damaged. */
export const DAMAGE = "damage of the store";

/** Errors that are not for people go on. */
export function handedOut(project: string): HandedOut {
  const opened = openProject(project, "read");
  try {
    const runs = new Runs(opened);
    const things: HandedOut = new Map();
    if (opened.damage !== null) things.set(DAMAGE, opened.damage);
    for (const { id, ...summary } of runs.list()) {
      things.set(`summary of ${id}`, fingerprint(summary));
      for (const [name, take] of thingsOf(opened.store, runs, id)) {
        things.set(
          `${name} of ${id}`,
          attempted(() => fingerprint(take())),
        );
      }
    }
    return things;
  } finally {
    opened.close();
  }
}

type Thing = [name: string, take: () => unknown];

function thingsOf(store: ReturnType<typeof openProject>["store"], runs: Runs, id: number): Thing[] {
  const iterations = Array.from({ length: 2 }, (_, i) => i + 1);
  return [
    ["detail", () => runs.detail(id)],
    ["model", () => runs.model(id)],
    ["checkpoint", () => store.checkpoint(id)],
    ["verdict", () => store.verifyRun(id)],
    ...iterations.flatMap((iteration): Thing[] => [
      [`rollouts ${iteration}`, () => runs.rollouts(id, iteration)],
      [`controllers ${iteration}`, () => store.controllers(id, iteration)],
      [`model's errors ${iteration}`, () => store.modelErrors(id, iteration)],
    ]),
  ];
}

function attempted(take: () => string): string | GuidepostError {
  try {
    return take();
  } catch (error) {
    assert.ok(error instanceof GuidepostError, `an error that is not for people: ${error}`);
    return error;
  }
}

/** Model files and what the physics says about them. */
import { createHash } from "node:crypto";
import path from "node:path";
import { GuidepostError, messageOf } from "../errors.ts";
import { readWithin } from "../files.ts";
import { modelsFolder } from "../paths.ts";
import type { SceneModel, TaskDescription } from "./api.ts";
import { withinLimit } from "./time-limit.ts";
import { type Trainer, withTrainer } from "./trainer.ts";

/** Far above any robot; a larger file is refused before it is read [bytes]. */
const SIZE_LIMIT = 4 * 2 ** 20;
/** A model that takes longer to load is given up. */
const LOAD_LIMIT = { computing: 10_000, waiting: 60_000 };

export interface CheckedModel {
  mujocoVersion: string;
  scene: SceneModel;
}

/** The MJCF text that a task comes with. */
export function taskModelText(task: TaskDescription): string {
  return readModelFile(path.join(modelsFolder, task.model));
}

export function readModelFile(file: string): string {
  try {
    return readWithin(file, SIZE_LIMIT).toString("utf8");
  } catch (error) {
    throw new GuidepostError(`The model ${file} cannot be read: ${messageOf(error)}.`, "name an MJCF file.");
  }
}

/** Loads the model in a worker that can be ended. Throws MuJoCo's own message. */
export async function checkModel(trainer: Trainer, task: string, model: string): Promise<CheckedModel> {
  try {
    const late = `it does not load within ${LOAD_LIMIT.computing / 1000} s`;
    return await withinLimit(
      trainer.call((api) => api.checkModel(task, model)),
      LOAD_LIMIT,
      late,
    );
  } catch (error) {
    throw new GuidepostError(
      `The model of ${task} cannot be used: ${messageOf(error)}.`,
      "compare it with the task's own in resources/models.",
    );
  }
}

/** Drawings of models, each loaded once. */
export class Scenes {
  readonly #entry: string;
  readonly #known = new Map<string, Promise<SceneModel>>();

  constructor(trainerEntry: string) {
    this.#entry = trainerEntry;
  }

  async of(task: string, model: string): Promise<SceneModel> {
    const key = sceneKey(task, model);
    const known = this.#known.get(key) ?? this.#load(task, model);
    this.#known.set(key, known);
    try {
      return await known;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }

  /** A drawing that came along with a check. */
  keep(task: string, model: string, scene: SceneModel): void {
    this.#known.set(sceneKey(task, model), Promise.resolve(scene));
  }

  async #load(task: string, model: string): Promise<SceneModel> {
    return (await withTrainer(this.#entry, (trainer) => checkModel(trainer, task, model))).scene;
  }
}

function sceneKey(task: string, model: string): string {
  return createHash("sha256").update(`${task}\0${model}`).digest("hex");
}

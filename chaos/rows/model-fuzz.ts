/** Broken and hostile models at the door where a person's own model comes in. */
import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Engine, type StartedRun } from "../../main/engine/engine.ts";
import { taskModelText } from "../../main/engine/models.ts";
import { GuidepostError, messageOf } from "../../main/errors.ts";
import { openProject } from "../../main/projects/project.ts";
import { keepSettings } from "../../main/settings/settings.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { runConfigSchema } from "../../workers/methods/config.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { hostileModels } from "../hostile-models.ts";
import { mutatedModel } from "../model-mutations.ts";
import { builtTrainer } from "../program.ts";
import type { Row } from "../row.ts";
import { oneOf } from "../training.ts";

/** A model that was accepted is trained with for so long, then the training is cancelled [ms]. */
const TRAINING = 300;
/** Computing that an answer and a cancellation may take, with the start of the workers [ms]. */
const LIMITS = { answer: 11_000, cancel: 2000 };

export const modelFuzz: Row = {
  name: "model-fuzz",
  title: "mutations of every shipped model, and hostile models",
  promise:
    "the model is refused in one line, or trained with and cancelled; no hang over 10 s of computing, and the program lives on",
  cases: { short: 60, long: 2000 },
  async open(home) {
    const settings = keepSettings(path.join(home, "settings.json"));
    const project = openProject(path.join(home, "project"), "write");
    const engine = new Engine({ project, tasks: taskDescriptions, trainerEntry: builtTrainer, settings });
    return {
      attempt: (number, random) => judged(engine, number, random),
      close: () => engine.close(),
    };
  },
};

async function judged(engine: Engine, number: number, random: RandomStream): Promise<string> {
  const task = taskDescriptions[number % taskDescriptions.length];
  const { name, model } = evilModel(taskModelText(task), number, random);
  const config = runConfigSchema.parse({ task: task.name, iterations: 1, samples: 2 });
  const before = process.cpuUsage();
  try {
    const started = await engine.start(config, { model, workers: 1 });
    requireWithin(before, LIMITS.answer, `accepting ${name}`);
    return await trained(engine, started, name);
  } catch (error) {
    if (!(error instanceof GuidepostError)) throw error;
    requireWithin(before, LIMITS.answer, `refusing ${name}`);
    assert.doesNotMatch(error.message, /\n/);
    return /does not load within/.test(error.message) ? "given up" : "refused";
  }
}

async function trained(engine: Engine, { summary, finished }: StartedRun, name: string): Promise<string> {
  await Promise.race([pause(TRAINING), finished]);
  const before = process.cpuUsage();
  await engine.cancel(summary.id).catch((error) => {
    // It may have come to its end by itself.
    assert.match(messageOf(error), /is not training here/);
  });
  requireWithin(before, LIMITS.cancel, `cancelling a training with ${name}`);
  return `trained, ${(await finished).status}`;
}

/** Every third model is from the list, the others are shipped ones with a few changes. */
function evilModel(robot: string, number: number, random: RandomStream): { name: string; model: string } {
  if (number % 3 > 0) return { name: "a mutation", model: mutatedModel(robot, random) };
  const name = oneOf(Object.keys(hostileModels), random);
  return { name, model: hostileModels[name](robot) };
}

/** Computing counts, not the clock: other programs may have the machine. */
function requireWithin(before: NodeJS.CpuUsage, limit: number, what: string): void {
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 < limit, `${what} took ${(user + system) / 1e6} s of computing`);
}

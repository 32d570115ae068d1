/** Hostile JSON at every door that reads some: project files, settings, tasks, and configurations of runs. */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { readQueue } from "../../main/engine/queue-file.ts";
import { Runs } from "../../main/engine/runs.ts";
import { GuidepostError } from "../../main/errors.ts";
import type { Project } from "../../main/projects/project.ts";
import { readProjectFile } from "../../main/projects/project-file.ts";
import { keepSettings } from "../../main/settings/settings.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { runConfigSchema } from "../../workers/methods/config.ts";
import { completeConfig, requestedConfigSchema } from "../../workers/methods/presets.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { deepJson, mutated, mutatedText } from "../mutations.ts";
import { requireCleanPrototypes } from "../prototypes.ts";
import type { Row } from "../row.ts";
import { below } from "../training.ts";

interface Door {
  /** What an honest person would send. */
  honest: unknown;
  /** What the program makes of a text; throws where it refuses it. */
  read(text: string): unknown;
}

export const jsonFuzz: Row = {
  name: "json-fuzz",
  title: "hostile JSON as project file, settings, queue, stored task and configuration, and request",
  promise: "it is parsed, or refused with an error of the door's own, and no prototype has changed",
  cases: { short: 1000, long: 10_000 },
  async open(home) {
    const doors = doorsIn(home);
    const names = Object.keys(doors);
    return {
      attempt(number, random) {
        const name = names[number % names.length];
        const way = judged(doors[name], hostileText(doors[name].honest, random));
        return `${name} ${way}`;
      },
      close() {},
    };
  },
};

function doorsIn(home: string): Record<string, Door> {
  mkdirSync(home, { recursive: true });
  const [project, settings, queue] = ["project.json", "settings.json", "queue.json"].map((name) =>
    path.join(home, name),
  );
  const [task] = taskDescriptions;
  const asked = { task: task.name, method: "gps", seed: 3, samples: 5, options: { klStep: 0.5 } };
  return {
    project: {
      honest: {
        version: 1,
        name: "walking",
        notes: "a few words",
        presets: [{ name: "quick", config: asked }],
        retention: { rollouts: "every", every: 10 },
      },
      read: (text) => {
        writeFileSync(project, text);
        return readProjectFile(path.dirname(project));
      },
    },
    settings: {
      honest: { trainingCores: 2, theme: "dark", zoom: 1.5 },
      read: (text) => {
        writeFileSync(settings, text);
        return keepSettings(settings).read();
      },
    },
    queue: {
      honest: { models: ["<mujoco/>"], entries: [{ id: 1, config: asked, parent: null, model: 0 }] },
      read: (text) => {
        writeFileSync(queue, text);
        return readQueue(queue);
      },
    },
    task: { honest: task, read: (text) => runStoredWith({ task: text }).detail(1) },
    configuration: { honest: runConfigSchema.parse(asked), read: (text) => runStoredWith({ config: text }).detail(1) },
    request: { honest: asked, read: (text) => completeConfig(parsedBy(requestedConfigSchema, text), task) },
  };
}

/** A library with one run, of which a text in the store was written by who knows whom, with the right checksum. */
function runStoredWith(texts: { task?: string; config?: string }): Runs {
  const honest = { task: JSON.stringify(taskDescriptions[0]), config: '{"task":"peg2d"}', kernels: "simd" };
  const store = {
    findRun: () => ({ id: 1, status: "completed" }),
    inputs: () => ({ ...honest, ...texts }),
    iterations: () => [],
    gaps: () => [],
  };
  return new Runs({ folder: "", hasWriter: () => true, store } as unknown as Project);
}

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } };

/** A text that is no JSON does not get to a schema: the socket carries values. */
function parsedBy<T>(schema: Schema<T>, text: string): T {
  const parsed = schema.safeParse(valueIn(text));
  if (parsed.success) return parsed.data;
  throw new GuidepostError(parsed.error.message);
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An honest value with a few hostile parts; one text in three is then damaged as a text. */
function hostileText(honest: unknown, random: RandomStream): string {
  const seed = below(2 ** 31, random);
  const [value] = fc.sample(mutated(honest), { seed, numRuns: 1 });
  const text = deepJson(value);
  return random.uniform() < 2 / 3 ? text : mutatedText(text, random);
}

function judged({ read }: Door, text: string): string {
  try {
    return typeof read(text) === "object" ? "read" : assert.fail("it was read as something else");
  } catch (error) {
    assert.ok(error instanceof GuidepostError, `${error} for ${text.slice(0, 200)}`);
    assert.doesNotMatch(error.message.slice(0, 300), /\n {4}at /);
    return "refused";
  } finally {
    requireCleanPrototypes();
  }
}

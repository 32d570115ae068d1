/** Fresh rollouts of an exported file. It needs no project: the file says what it is. */
import { proxy } from "comlink";
import type { Rollout } from "../../workers/rollout.ts";
import type { Condition } from "../../workers/systems/description.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { hashOfModel } from "../exports/actor-files.ts";
import { type ActorMetadata, metadataFrom } from "../exports/actor-metadata.ts";
import { readProperties } from "../exports/onnx/properties.ts";
import { readWithin } from "../files.ts";
import type { TaskDescription } from "./api.ts";
import { chosenConditions } from "./chosen-conditions.ts";
import { stepsOf } from "./evaluation-parts.ts";
import { requireConditions } from "./tasks.ts";
import { Pulse, withinLimit } from "./time-limit.ts";
import { withTrainer } from "./trainer.ts";

/** Far above any policy that this program exports [bytes]. */
const SIZE_LIMIT = 64 * 2 ** 20;
/** Until the file is loaded, and from there from one answer to the next. */
const ANSWER_LIMIT = { computing: 10_000, waiting: 60_000 };

export interface OnnxEvaluation {
  /** Path of the ONNX file. */
  file: string;
  task: TaskDescription;
  /** MJCF text. */
  model: string;
  /** Name of a set of the task's conditions; null for that of the run that the file is of. */
  conditions: string | null;
  /** A condition's name, `trained`, `held-out` or `all`; null for all that the file is for. */
  condition: string | null;
  /** Length of an episode [s]; null for the task's own. */
  seconds: number | null;
  /** Of each condition. */
  episodes: number;
  seed: number;
}

export interface OnnxScores {
  /** Condition after condition. */
  rollouts: Rollout[];
  /** Name of their set. */
  conditions: string;
  /** Whether the model is the one that the file was trained with. */
  sameModel: boolean;
}

/**
 * One rollout an episode, of the mean actions.
 * @throws GuidepostError where the file is not one of this task or its conditions, the runtime refuses it, or it does not
 * answer in time
 */
export async function evaluateOnnx(
  evaluation: OnnxEvaluation,
  trainerEntry: string,
  limit = ANSWER_LIMIT,
): Promise<OnnxScores> {
  const { file, task, model, episodes, seed } = evaluation;
  const onnx = readOnnx(file);
  const metadata = metadataFrom(file, readProperties(file, onnx));
  refuseOtherTask(file, metadata, task);
  const set = evaluation.conditions ?? metadata.conditions;
  requireConditions(task, { conditions: set });
  const conditions = conditionsFor(file, metadata, task, set, evaluation.condition);
  const steps = stepsOf(task, metadata.kind, evaluation.seconds);
  const observation = metadata.observations.map(({ index }) => index);
  const job = { task: task.name, model, onnx, observation, conditions, episodes, seed, steps };
  try {
    const rollouts = await withTrainer(trainerEntry, (trainer) => {
      const pulse = new Pulse();
      const answered = proxy(() => pulse.beat());
      const work = trainer.call((api) => api.evaluateFile(job, answered));
      return withinLimit(work, limit, `it does not answer within ${limit.computing / 1000} s`, pulse);
    });
    return { rollouts, conditions: set, sameModel: metadata.modelHash === hashOfModel(model) };
  } catch (error) {
    if (error instanceof GuidepostError) throw error;
    throw new GuidepostError(`${file} cannot be evaluated: ${messageOf(error)}.`);
  }
}

function readOnnx(file: string): Uint8Array {
  try {
    return readWithin(file, SIZE_LIMIT);
  } catch (error) {
    throw new GuidepostError(`${file} cannot be read: ${messageOf(error)}.`, "name a file that guidepost exported.");
  }
}

/** Names and their order have to be those of the task: a file that was made for another robot must not move this one. */
function refuseOtherTask(file: string, metadata: ActorMetadata, task: TaskDescription): void {
  if (metadata.task !== task.name) {
    throw new GuidepostError(`${file} was made for ${metadata.task}, not for ${task.name}.`, `--task ${metadata.task}`);
  }
  for (const { name, index } of metadata.observations) {
    if (task.states[index]?.name !== name) {
      const ours = task.states[index] ? `"${task.states[index].name}"` : "nothing";
      throw new GuidepostError(
        `${file} sees "${name}" at ${index} of the state, where ${task.name} has ${ours}.`,
        "export the run again with this version.",
      );
    }
  }
  const [theirs, ours] = [metadata.actions, task.actions].map((actions) => actions.map(({ name }) => name).join(", "));
  if (theirs !== ours) throw new GuidepostError(`${file} has the actions ${theirs}; ${task.name} has ${ours}.`);
  if (metadata.kind === "controller" && metadata.steps < task.steps) {
    throw new GuidepostError(`${file} controls ${metadata.steps} steps; a rollout of ${task.name} has ${task.steps}.`);
  }
}

/** A policy acts in every condition, a controller in its own. */
function conditionsFor(
  file: string,
  { condition: own }: ActorMetadata,
  task: TaskDescription,
  conditions: string,
  which: string | null,
): readonly Condition[] {
  const trained = own === null ? null : [own];
  const chosen = chosenConditions({ task, conditions, trained }, which ?? own ?? "all");
  if (own === null || (chosen.length === 1 && chosen[0].name === own)) return chosen;
  throw new GuidepostError(
    `${file} is a controller for "${own}" only.`,
    "leave --condition and --conditions out; a policy acts in every condition.",
  );
}

/** The ONNX files of a run: its policy, or the controllers of its conditions that are asked for. */
import { createHash } from "node:crypto";
import type { GaussianPolicy } from "../../workers/policy/gaussian-policy.ts";
import { type Condition, conditionSetOf } from "../../workers/systems/description.ts";
import type { Actor, ConditionController } from "../../workers/trainer-api.ts";
import type { RunDetail, TaskDescription } from "../engine/api.ts";
import { appLicence } from "../versions.ts";
import { type ActorMetadata, propertiesOf } from "./actor-metadata.ts";
import { controllerGraph } from "./onnx/controller-graph.ts";
import { encodeModel, type Graph } from "./onnx/model.ts";
import { policyGraph } from "./onnx/policy-graph.ts";

/** What is exported of a run. */
export interface ActorSource {
  task: TaskDescription;
  /** Name of the set of the task's conditions that it was trained on. */
  conditions: string;
  /** MJCF text. */
  model: string;
  seed: number;
  configHash: string;
  versions: RunDetail["versions"];
  /** null where the run has none: then its controllers are what acts. */
  policy: GaussianPolicy | null;
  controllers: readonly ConditionController[];
}

export interface ActorFile {
  /** Name without folder: policy.onnx, or controller-CONDITION.onnx. */
  name: string;
  actor: Actor;
  graph: Graph;
  metadata: ActorMetadata;
  onnx: Uint8Array;
  /** What its self-test starts from: a controller's own condition, of a policy's the first that it was trained on. */
  start: Condition;
}

/** @throws GuidepostError where the policy or a controller holds numbers that are not finite */
export function actorFiles(source: ActorSource): ActorFile[] {
  const { task, policy, controllers } = source;
  if (policy !== null) {
    const actor = { kind: "policy", policy } as const;
    return [actorFile(source, actor, policyGraph(policy, task), null, policy.observation)];
  }
  const everything = task.states.map((_, i) => i);
  return controllers.map(({ condition, controller }) => {
    const actor = { kind: "controller", controller } as const;
    return actorFile(source, actor, controllerGraph(controller, task), condition, everything);
  });
}

function actorFile(
  source: ActorSource,
  actor: Actor,
  graph: Graph,
  condition: string | null,
  observation: readonly number[],
): ActorFile {
  const { task, conditions, seed, configHash, versions } = source;
  const metadata: ActorMetadata = {
    format: "guidepost-actor-1",
    kind: actor.kind,
    task: task.name,
    conditions,
    condition,
    inputs: graph.inputs.map(({ name }) => name),
    observations: observation.map((index) => ({ name: task.states[index].name, unit: task.states[index].unit, index })),
    actions: task.actions.map(({ name, unit, range }) => ({
      name,
      unit,
      low: range?.[0] ?? null,
      high: range?.[1] ?? null,
    })),
    controlPeriod: task.dt,
    steps: task.steps,
    seed,
    configHash,
    modelHash: hashOfModel(source.model),
    versions,
    licence: appLicence,
  };
  return {
    name: condition === null ? `${actor.kind}.onnx` : `${actor.kind}-${slugOf(condition)}.onnx`,
    actor,
    graph,
    metadata,
    onnx: encodeModel({
      graph,
      producerVersion: versions.app,
      description: `${task.title}: ${actor.kind} trained by guided policy search. ${task.summary}`,
      properties: propertiesOf(metadata),
    }),
    start: startOf(source, condition),
  };
}

/** @param name null for what acts in all conditions */
function startOf({ task, conditions }: ActorSource, name: string | null): Condition {
  const trained = conditionSetOf(task, conditions)?.trained ?? [];
  const condition = name === null ? trained[0] : trained.find((one) => one.name === name);
  if (condition) return condition;
  throw new RangeError(`"${conditions}" of ${task.name} trains on no condition ${name}`);
}

export function hashOfModel(model: string): string {
  return createHash("sha256").update(model).digest("hex");
}

/** "above the slot" → "above-the-slot", "slot at -33 mm" → "slot-at-minus-33-mm" */
function slugOf(name: string): string {
  const signed = name.replace(/\+(?=\d)/g, "plus ").replace(/-(?=\d)/g, "minus ");
  return signed.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** The ONNX files of a run: its policy, or the controller of each of its conditions where it has no policy. */
import { createHash } from "node:crypto";
import type { GaussianPolicy } from "../../workers/policy/gaussian-policy.ts";
import type { Actor, LinearGaussianController } from "../../workers/trainer-api.ts";
import type { RunDetail, TaskDescription } from "../engine/api.ts";
import { appLicence } from "../versions.ts";
import { type ActorMetadata, propertiesOf } from "./actor-metadata.ts";
import { controllerGraph } from "./onnx/controller-graph.ts";
import { encodeModel, type Graph } from "./onnx/model.ts";
import { policyGraph } from "./onnx/policy-graph.ts";

/** What is exported of a run. */
export interface ActorSource {
  task: TaskDescription;
  /** MJCF text. */
  model: string;
  seed: number;
  configHash: string;
  versions: RunDetail["versions"];
  /** null where the run has none: then its controllers are what acts. */
  policy: GaussianPolicy | null;
  /** By the names of the task's conditions. */
  controllers: readonly { condition: string; controller: LinearGaussianController }[];
}

export interface ActorFile {
  /** Name without folder: policy.onnx, or controller-CONDITION.onnx. */
  name: string;
  actor: Actor;
  graph: Graph;
  metadata: ActorMetadata;
  onnx: Uint8Array;
  /** [dX] mean and standard deviation of the states that it starts from. */
  start: { mean: number[]; std: number[] };
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
  const { task, seed, configHash, versions } = source;
  const metadata: ActorMetadata = {
    format: "guidepost-actor-1",
    kind: actor.kind,
    task: task.name,
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
    start: startOf(task, condition),
  };
}

/** Of the condition of this name; of the task's first one for what acts in all of them. */
function startOf({ conditions }: TaskDescription, condition: string | null): ActorFile["start"] {
  const { mean, std } = conditions.find(({ name }) => name === condition) ?? conditions[0];
  return { mean, std };
}

export function hashOfModel(model: string): string {
  return createHash("sha256").update(model).digest("hex");
}

/** "above the slot" → "above-the-slot" */
function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

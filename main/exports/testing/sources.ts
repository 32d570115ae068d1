/** What a run of a task could have to export, for tests. */

import type { GaussianPolicy } from "../../../workers/policy/gaussian-policy.ts";
import { randomPolicy } from "../../../workers/policy/testing/policies.ts";
import { firstCondition } from "../../../workers/systems/description.ts";
import type { System } from "../../../workers/systems/system.ts";
import { modelText } from "../../../workers/testing/models.ts";
import type { LinearGaussianController, SelfTestJob } from "../../../workers/trainer-api.ts";
import type { ActorFile, ActorSource } from "../actor-files.ts";

const versions = { app: "1.2.3", mujoco: "3.14.0", node: "24.0.0", kernels: "plain" } as const;

function sourceOf({ description }: System): ActorSource {
  const model = modelText(description.model);
  const [{ name: conditions }] = description.conditionSets;
  return {
    task: description,
    conditions,
    model,
    seed: 7,
    configHash: "c0ffee",
    versions,
    policy: null,
    controllers: [],
  };
}

/** The task's first controller with other gains, whose robot is pushed about. */
export function controllerSource(system: System): ActorSource {
  const { name: condition } = firstCondition(system.description);
  return { ...sourceOf(system), controllers: [{ condition, controller: pushed(system) }] };
}

function pushed(system: System): LinearGaussianController {
  const controller = system.initialController(firstCondition(system.description));
  const offsets = controller.offsets.map((offset, i) => offset + 3 * Math.sin(i / 20));
  const gains = controller.gains.map((gain, i) => gain + 0.1 * Math.cos(i));
  return { ...controller, gains, offsets };
}

/** A random policy that sees the whole state but its first entry. */
export function policySource(
  system: System,
  hidden: number[],
  change: (policy: GaussianPolicy) => GaussianPolicy,
): ActorSource {
  const { stateDim, actionDim } = system.description;
  const observation = Array.from({ length: stateDim - 1 }, (_, i) => i + 1);
  return { ...sourceOf(system), policy: change(randomPolicy(observation, actionDim, 11, hidden)) };
}

export function jobOf({ task, model, seed }: ActorSource, { actor, onnx, metadata, start }: ActorFile): SelfTestJob {
  const observation = metadata.observations.map(({ index }) => index);
  return { task: task.name, model, onnx, observation, actor, condition: start, seed };
}

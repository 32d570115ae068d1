/** What of a run an export of what acts is made of. */
import type { ConditionController, Part, RunResult } from "../../workers/trainer-api.ts";
import type { RunDetail } from "../engine/api.ts";
import { type Choice, partsOf } from "../engine/evaluation-parts.ts";
import { GuidepostError } from "../errors.ts";
import type { ActorSource } from "./actor-files.ts";

/** Who is to be exported: null for what the run has come to, and for the first of its conditions. */
export type ActorChoices = Pick<Choice, "policy" | "condition">;

/** A policy is for every condition; of controllers it is the first one's unless another is asked for. */
export function actorSource(detail: RunDetail, model: string, result: RunResult, choice: ActorChoices): ActorSource {
  const { summary, task, config, configHash, versions } = detail;
  const which = choice.condition ?? result.controllers[0].condition;
  const parts = partsOf(summary.id, task, config, result, { ...choice, condition: which });
  const source = { task, conditions: config.conditions, model, seed: config.seed, configHash, versions };
  const [{ actor }] = parts;
  if (actor.kind === "controller") return { ...source, policy: null, controllers: parts.flatMap(controllerOf) };
  if (choice.condition === null) return { ...source, policy: actor.policy, controllers: [] };
  throw new GuidepostError(
    `A policy is for every condition, not for "${choice.condition}".`,
    "--condition goes with --policy controller.",
  );
}

function controllerOf({ condition, actor }: Part): ConditionController[] {
  return actor.kind === "controller" ? [{ condition: condition.name, controller: actor.controller }] : [];
}

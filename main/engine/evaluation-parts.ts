/** Who of a run acts in which conditions, and for how long. */
import type { Actor, ActorChoice, Part, RunResult } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { RunConfig, TaskDescription } from "./api.ts";
import { chosenConditions } from "./chosen-conditions.ts";

export interface Choice {
  /** null for the network where the run has one, else for its controllers. */
  policy: ActorChoice | null;
  /** A condition's name, `trained`, `held-out` or `all`; null for all that the actor is for. */
  condition: string | null;
  /** Length of an episode [s]; null for the task's own. */
  seconds: number | null;
}

/** What a run is evaluated by unless somebody asks for more. */
export const usualChoice: Choice = { policy: null, condition: null, seconds: null };

/** @throws GuidepostError where the run has no such actor, or none for such a condition */
export function partsOf(
  run: number,
  task: TaskDescription,
  config: RunConfig,
  result: RunResult,
  { policy, condition }: Omit<Choice, "seconds">,
): Part[] {
  const { controllers, policies } = result;
  const trained = controllers.map((one) => one.condition);
  const conditionsOf = (which: string) => chosenConditions({ task, conditions: config.conditions, trained }, which);
  const who = policy ?? (policies === null ? "controller" : "network");
  if (who !== "controller") {
    if (policies === null) throw noPolicy(run, config);
    const actor: Actor = { kind: "policy", policy: policies[who] };
    return conditionsOf(condition ?? "all").map((where) => ({ condition: where, actor }));
  }
  return conditionsOf(condition ?? "trained").map((where) => {
    const own = controllers.find((one) => one.condition === where.name);
    if (own === undefined) throw noController(run, where.name, result);
    return { condition: where, actor: { kind: "controller", controller: own.controller } };
  });
}

/** Control steps of an episode of so many seconds. A controller knows what to do at the steps that it was made for only. */
export function stepsOf({ name, steps, dt }: TaskDescription, actor: Actor["kind"], seconds: number | null): number {
  const wanted = seconds === null ? steps : Math.round(seconds / dt);
  if (actor === "policy" || wanted <= steps) return wanted;
  throw new GuidepostError(
    `A controller of ${name} acts for ${steps * dt} s; ${seconds} s are asked for.`,
    "a policy acts for any time; --method gps learns one.",
  );
}

function noPolicy(run: number, { method }: RunConfig): GuidepostError {
  return new GuidepostError(
    `Run ${runName(run)} of method ${method} has no policy, only controllers.`,
    "--policy controller takes those; --method gps learns a policy.",
  );
}

function noController(run: number, condition: string, { controllers, policies }: RunResult): GuidepostError {
  const known = controllers.map((one) => `"${one.condition}"`).join(", ");
  return new GuidepostError(
    `Run ${runName(run)} has no controller for "${condition}"; it has some for ${known}.`,
    policies === null ? "--condition trained takes those." : "--policy network acts in every condition.",
  );
}

/** Who is evaluated in which conditions, and for how long. */
import { type Condition, conditionSetOf } from "../../workers/systems/description.ts";
import type { Actor, Part, RunResult } from "../../workers/trainer-api.ts";
import { GuidepostError } from "../errors.ts";
import { runName } from "../store/errors.ts";
import type { RunConfig, TaskDescription } from "./api.ts";

export interface Choice {
  /** null for the network where the run has one, else for its controllers. */
  policy: "network" | "controller" | null;
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
  choice: Choice,
): Part[] {
  const policy = choice.policy ?? (result.policy === null ? "controller" : "network");
  const groups = groupsOf(task, config, result);
  if (policy === "network") {
    if (result.policy === null) throw noNetwork(run);
    const actor: Actor = { kind: "policy", policy: result.policy };
    return chosen(task, config, groups, choice.condition ?? "all").map((condition) => ({ condition, actor }));
  }
  return chosen(task, config, groups, choice.condition ?? "trained").map((condition) => {
    const own = result.controllers.find((one) => one.condition === condition.name);
    if (own === undefined) throw noController(run, condition.name, result);
    return { condition, actor: { kind: "controller", controller: own.controller } };
  });
}

/** Control steps of an episode of so many seconds. */
export function stepsOf({ name, steps, dt }: TaskDescription, actor: Actor["kind"], seconds: number | null): number {
  const wanted = seconds === null ? steps : Math.round(seconds / dt);
  if (actor === "policy" || wanted <= steps) return wanted;
  throw new GuidepostError(
    `A controller of ${name} acts for ${steps * dt} s; ${seconds} s are asked for.`,
    "only a network acts for longer.",
  );
}

interface Groups {
  trained: readonly Condition[];
  heldOut: readonly Condition[];
}

/** Of the run's conditions those that it has trained on, which a method may not have done on all of them, and the others. */
function groupsOf(task: TaskDescription, config: RunConfig, { controllers }: RunResult): Groups {
  const { trained, heldOut } = conditionSetOf(task, config.conditions) ?? { trained: [], heldOut: [] };
  const names = controllers.map(({ condition }) => condition);
  return { trained: trained.filter(({ name }) => names.includes(name)), heldOut };
}

function chosen(task: TaskDescription, config: RunConfig, groups: Groups, which: string): readonly Condition[] {
  const { trained, heldOut } = groups;
  if (which === "trained") return trained;
  if (which === "all") return [...trained, ...heldOut];
  if (which === "held-out") {
    if (heldOut.length > 0) return heldOut;
    throw new GuidepostError(
      `The conditions "${config.conditions}" of ${task.name} hold none out.`,
      "--condition trained evaluates those that were trained on.",
    );
  }
  const set = conditionSetOf(task, config.conditions);
  const known = [...(set?.trained ?? []), ...(set?.heldOut ?? [])];
  const condition = known.find(({ name }) => name === which);
  if (condition) return [condition];
  const names = known.map(({ name }) => `"${name}"`).join(", ");
  throw new GuidepostError(
    `--condition "${which}" is not one of the run's; it takes trained, held-out, all, ${names}.`,
  );
}

function noNetwork(run: number): GuidepostError {
  return new GuidepostError(
    `Run ${runName(run)} has no network: its method trains controllers only.`,
    "--policy controller evaluates those.",
  );
}

function noController(run: number, condition: string, { controllers, policy }: RunResult): GuidepostError {
  const known = controllers.map((one) => `"${one.condition}"`).join(", ");
  return new GuidepostError(
    `Run ${runName(run)} has no controller for "${condition}"; it has some for ${known}.`,
    policy === null ? "--condition trained evaluates those." : "--policy network acts in every condition.",
  );
}

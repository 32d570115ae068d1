/** Opening the project and naming the run that a command works on. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { ActorChoice } from "../../workers/trainer-api.ts";
import { Engine } from "../engine/engine.ts";
import type { FinishedWork } from "../engine/evaluation.ts";
import { GuidepostError } from "../errors.ts";
import { defaultProjectFolder } from "../projects/default-folder.ts";
import { type OpenMode, openProject, type Project } from "../projects/project.ts";
import { keepSettings, settingsFile } from "../settings/settings.ts";
import type { CliContext } from "./context.ts";

/** Options that every command has. */
export interface CommonOptions {
  project?: string;
  json?: boolean;
}

export interface Session {
  project: Project;
  engine: Engine;
}

/** Runs `use` on the named or default project and closes it afterwards, whatever happens. */
export async function withSession<T>(
  context: CliContext,
  options: CommonOptions,
  mode: OpenMode,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const project = openProject(projectFolder(context, options), mode);
  if (project.damage !== null) {
    context.output.note(
      `The store of ${project.folder} is damaged (${project.damage}); what can be read and is good is shown. Tip: guidepost repair.`,
    );
  }
  const { tasks, trainerEntry, env } = context;
  const settings = keepSettings(settingsFile(env, process.platform));
  const engine = new Engine({ project, tasks, trainerEntry, settings });
  try {
    return await use({ project, engine });
  } finally {
    await engine.close();
  }
}

/** The named project's folder, or the default one, which is made at its first use. */
export function projectFolder(context: CliContext, { project }: CommonOptions): string {
  if (project !== undefined) return path.resolve(project);
  const folder = defaultProjectFolder(context.env, process.platform);
  if (!existsSync(path.join(folder, "project.json"))) openProject(folder, "share").close();
  return folder;
}

/** 41, 0041 or latest. */
export function parseRun({ engine }: Session, text: string): number {
  if (text === "latest") return engine.runsOf.latest();
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return engine.runsOf.summary(Number(text)).id;
  throw new GuidepostError(
    `"${text}" names no run.`,
    "give a number such as 41 or 0041, or latest; guidepost runs lists them.",
  );
}

/** A whole number of an option that is no part of the run's configuration. */
export function parseCount(option: string, text: string, low: number, high: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new GuidepostError(`${option} "${text}" is not valid; it takes an integer ${low}…${high}.`);
}

/** One of a few words. */
function parseChoice<const T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  throw new GuidepostError(`${option} "${text}" is not valid; it takes ${allowed.join(", ")}.`);
}

/** What of a run is to act; null where nobody says. */
export function parseActor(option: string, text: string | undefined): ActorChoice | null {
  return text === undefined ? null : parseChoice(option, text, ["network", "last", "controller"]);
}

/** At least a second, so that every task has some steps to measure. */
export function parseSeconds(option: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= 1 && value <= 3600) return value;
  throw new GuidepostError(`${option} "${text}" is not valid; it takes a number 1…3600.`);
}

export function finishedWork(context: CliContext, { project, engine }: Session): FinishedWork {
  return { store: project.store, runs: engine.runsOf, trainerEntry: context.trainerEntry };
}

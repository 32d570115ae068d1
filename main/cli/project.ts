/** `guidepost project …` */
import path from "node:path";
import type { ProjectSize, ProjectTexts } from "../engine/project-api.ts";
import { retentionSchema } from "../engine/project-api.ts";
import { GuidepostError } from "../errors.ts";
import { exportProject } from "../projects/archive/export.ts";
import { importProject } from "../projects/archive/import.ts";
import { createProject, openProject } from "../projects/project.ts";
import { nameAfter } from "../projects/project-file.ts";
import { runName } from "../store/errors.ts";
import type { CliContext } from "./context.ts";
import { megabytes } from "./format.ts";
import { type CommonOptions, parseCount, projectFolder, withSession } from "./session.ts";
import { alignColumns } from "./table.ts";

export interface ProjectOptions extends CommonOptions {
  name?: string;
  notes?: string;
  into?: string;
  withoutRollouts?: boolean;
  force?: boolean;
  apply?: boolean;
}

export async function projectCommand(context: CliContext, options: ProjectOptions): Promise<number> {
  return withSession(context, options, "read", async ({ engine, project }) => {
    const texts = await engine.desk.project();
    const writer = (project.hasWriter() && "another Guidepost writes to it") || "nobody writes to it";
    if (options.json) context.output.json({ type: "project", folder: project.folder, ...texts });
    else
      context.output.print([texts.name, ...described(texts), `  folder     ${project.folder}; ${writer}`].join("\n"));
    return 0;
  });
}

export async function createProjectCommand(
  context: CliContext,
  folder: string,
  options: ProjectOptions,
): Promise<number> {
  createProject(folder, options.name ?? nameAfter(folder));
  return made(context, folder, options);
}

export async function changeProjectCommand(context: CliContext, options: ProjectOptions): Promise<number> {
  const { name, notes } = options;
  if (name === undefined && notes === undefined) {
    throw new GuidepostError("Nothing to change.", "give --name TEXT or --notes TEXT.");
  }
  return withSession(context, options, "write", async ({ engine }) => {
    const texts = await engine.desk.changeProject({ name, notes });
    if (options.json) context.output.json({ type: "project", ...texts });
    else context.output.print([texts.name, ...described(texts)].join("\n"));
    return 0;
  });
}

export async function duplicateProjectCommand(
  context: CliContext,
  folder: string,
  options: ProjectOptions,
): Promise<number> {
  const rollouts = options.withoutRollouts !== true;
  await withSession(context, options, "read", ({ engine }) =>
    engine.desk.duplicateProject(path.resolve(folder), { rollouts }),
  );
  return made(context, folder, options);
}

export async function exportProjectCommand(
  context: CliContext,
  file: string,
  options: ProjectOptions,
): Promise<number> {
  const asked = { rollouts: options.withoutRollouts !== true, replace: options.force === true };
  const exported = await exportProject(projectFolder(context, options), file, asked);
  const { output } = context;
  if (options.json) output.json({ type: "archive", ...exported, rollouts: asked.rollouts });
  else output.print(`Exported the project to ${file} (${megabytes(exported.bytes)}, ${exported.members} files)`);
  return 0;
}

export async function importProjectCommand(
  context: CliContext,
  file: string,
  options: ProjectOptions,
): Promise<number> {
  if (options.into === undefined) throw new GuidepostError("Import where?", "give --into FOLDER, new or empty.");
  await importProject(file, options.into);
  return made(context, options.into, options);
}

export async function mergeProjectCommand(
  context: CliContext,
  other: string,
  options: ProjectOptions,
): Promise<number> {
  return withSession(context, options, "write", async ({ engine }) => {
    const merged = await engine.desk.mergeProject(path.resolve(other));
    const { output } = context;
    for (const one of merged) {
      if (options.json) output.json({ type: "merged", ...one });
      else if (one.to !== null) output.print(`Run ${runName(one.from)} of ${other} is run ${runName(one.to)} here`);
      else output.print(`Run ${runName(one.from)} of ${other} was left out: ${one.reason}`);
    }
    if (merged.length === 0) output.note(`${other} has no runs.`);
    return 0;
  });
}

export async function projectSizeCommand(context: CliContext, options: ProjectOptions): Promise<number> {
  return withSession(context, options, "read", async ({ engine }) => {
    const size = await engine.desk.projectSize();
    if (options.json) context.output.json({ type: "size", ...size });
    else context.output.print(sizeTable(size).join("\n"));
    return 0;
  });
}

/** Says which rollouts are kept, and thins out those of finished runs where `--apply` is given. */
export async function retentionCommand(
  context: CliContext,
  rollouts: string,
  every: string | undefined,
  options: ProjectOptions,
): Promise<number> {
  const retention = parseRetention(rollouts, every);
  return withSession(context, options, "write", async ({ engine }) => {
    await engine.desk.changeProject({ retention });
    const thinned = options.apply ? await engine.desk.applyRetention() : null;
    const { output } = context;
    if (options.json) output.json({ type: "retention", ...retention, thinned });
    else if (thinned === null) output.print(`${retentionText(retention)} From the next run on; --apply for all runs.`);
    else
      output.print(
        `${retentionText(retention)} ${thinned.rollouts} rollouts removed; project compact frees the space.`,
      );
    return 0;
  });
}

export async function compactCommand(context: CliContext, options: ProjectOptions): Promise<number> {
  return withSession(context, options, "write", async ({ engine }) => {
    const { before, after } = await engine.desk.compact();
    if (options.json) context.output.json({ type: "compact", before, after });
    else context.output.print(`The store took ${megabytes(before)} and takes ${megabytes(after)}`);
    return 0;
  });
}

/** Names the project that was made. */
function made({ output }: CliContext, folder: string, options: ProjectOptions): number {
  const project = openProject(folder, "read");
  project.close();
  if (options.json) output.json({ type: "project", folder: project.folder, name: project.name });
  else output.print(`Project ${project.name} is at ${project.folder}`);
  return 0;
}

function parseRetention(rollouts: string, every: string | undefined): ProjectTexts["retention"] {
  const kinds = retentionSchema.shape.rollouts.options;
  const kind = kinds.find((known) => known === rollouts);
  if (kind === undefined) throw new GuidepostError(`"${rollouts}" is not valid; it takes ${kinds.join(", ")}.`);
  if (kind !== "every") return { rollouts: kind, every: 10 };
  if (every === undefined) throw new GuidepostError("every needs a number.", "guidepost project retention every 10");
  return { rollouts: kind, every: parseCount("every", every, 1, 10_000) };
}

function retentionText({ rollouts, every }: ProjectTexts["retention"]): string {
  if (rollouts === "all") return "All rollouts are kept.";
  const which = rollouts === "every" ? `those of one iteration in ${every}, of the best` : "only those of the best";
  return `Of a finished run's rollouts ${which} and of the last are kept.`;
}

function described({ notes, presets, retention }: ProjectTexts): string[] {
  return [
    ...(notes === "" ? [] : [`  notes      ${notes.replaceAll("\n", "\n             ")}`]),
    `  presets    ${presets.length === 0 ? "none" : presets.map(({ name }) => name).join(", ")}`,
    `  rollouts   ${retentionText(retention)}`,
  ];
}

function sizeTable(size: ProjectSize): string[] {
  const line = (name: string, bytes: number): string => `${name.padEnd(12)} ${megabytes(bytes).padStart(10)}`;
  const runs = alignColumns(
    [
      { title: "run", align: "left" },
      { title: "rollouts", align: "right" },
      { title: "not to be kept", align: "right" },
    ],
    size.runs.map(({ run, rollouts, thinnable }) => [runName(run), megabytes(rollouts), megabytes(thinnable)]),
  );
  const parts = (["rollouts", "controllers", "checkpoints", "free"] as const).map((part) =>
    line(`  ${part}`, size[part]),
  );
  return [line("store", size.store), ...parts, line("models", size.models), line("exports", size.exports), "", ...runs];
}

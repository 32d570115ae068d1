/** The grammar of `guidepost project …`. */
import type { Command } from "commander";
import type { CliContext } from "./context.ts";
import {
  changeProjectCommand,
  compactCommand,
  createProjectCommand,
  duplicateProjectCommand,
  exportProjectCommand,
  importProjectCommand,
  mergeProjectCommand,
  type ProjectOptions,
  projectCommand,
  projectSizeCommand,
  retentionCommand,
} from "./project.ts";

export interface Grammar {
  /** A command below `project`, with the options that all have. */
  command(parent: Command, usage: string, description: string): Command;
  options(of: Command): ProjectOptions;
  finish(exitCode: Promise<number>): Promise<void>;
}

const WITHOUT = "leave the rollouts out: numbers, controllers and the state to go on from remain";

export function addProjectCommands(project: Command, context: CliContext, { command, options, finish }: Grammar): void {
  const add = (usage: string, description: string): Command => command(project, usage, description);
  project.action((_, self: Command) => finish(projectCommand(context, options(self))));
  add("create <folder>", "make a project in a new or empty folder")
    .option("--name <name>", "its name (default: the folder's)")
    .action((folder: string, _, self) => finish(createProjectCommand(context, folder, options(self))));
  add("change", "change what the project says about itself")
    .option("--name <name>", "another name; the folder keeps its own")
    .option("--notes <text>", "notes in place of those that are there")
    .action((_, self) => finish(changeProjectCommand(context, options(self))));
  add("duplicate <folder>", "copy the project to a new folder")
    .option("--without-rollouts", WITHOUT)
    .action((folder: string, _, self) => finish(duplicateProjectCommand(context, folder, options(self))));
  add("export <file>", "write the project to one file, NAME.guidepost")
    .option("--without-rollouts", WITHOUT)
    .option("--force", "replace the file if it exists")
    .action((file: string, _, self) => finish(exportProjectCommand(context, file, options(self))));
  add("import <file>", "make a project of such a file")
    .option("--into <folder>", "a new or empty folder")
    .action((file: string, _, self) => finish(importProjectCommand(context, file, options(self))));
  add("merge <folder>", "bring another project's runs into this one, under new numbers").action(
    (folder: string, _, self) => finish(mergeProjectCommand(context, folder, options(self))),
  );
  add("size", "what the project takes on the disk").action((_, self) =>
    finish(projectSizeCommand(context, options(self))),
  );
  add("retention <rollouts> [n]", "which rollouts finished runs keep: all | every N | best-and-last")
    .option("--apply", "thin out the runs that are finished already")
    .action((rollouts: string, every: string | undefined, _, self) =>
      finish(retentionCommand(context, rollouts, every, options(self))),
    );
  add("compact", "give unused space of the store back to the disk").action((_, self) =>
    finish(compactCommand(context, options(self))),
  );
}

/** The command line's grammar. */
import { Command, type OptionValues } from "commander";
import { evaluationSeed } from "../engine/evaluation.ts";
import { exportFormats } from "../exports/index.ts";
import { experimentNames } from "../reproduce/experiments.ts";
import { appVersion } from "../versions.ts";
import type { CliContext } from "./context.ts";
import { doctorCommand } from "./doctor.ts";
import { type EvaluateOptions, evaluateCommand } from "./evaluate.ts";
import { type ExportOptions, exportCommand } from "./export.ts";
import { addProjectCommands } from "./project-program.ts";
import { repairCommand } from "./repair.ts";
import { type ReproduceOptions, reproduceCommand } from "./reproduce.ts";
import { runsCommand, showCommand } from "./runs.ts";
import { serveCommand } from "./serve.ts";
import { tasksCommand } from "./tasks.ts";
import { trainCommand } from "./train.ts";
import { addTrainOptions, type TrainOptions } from "./train-options.ts";
import { verifyCommand } from "./verify.ts";

/** `done` receives the exit code of the command that ran. */
export function buildProgram(context: CliContext, done: (exitCode: number) => void): Command {
  const program = withCommonOptions(new Command("guidepost"))
    .description("Train controllers and neural policies for robot tasks by guided policy search.")
    .version(appVersion);

  const command = (usage: string, description: string): Command =>
    withCommonOptions(program.command(usage).description(description));
  /** Options before and after a command's name are the same. */
  const options = <T extends OptionValues>(of: Command): T =>
    ({ ...(of.parent === null ? {} : options(of.parent)), ...of.opts<T>() }) as T;
  const finish = async (exitCode: Promise<number>): Promise<void> => done(await exitCode);

  command("tasks", "list the robot tasks").action((_, self: Command) => finish(tasksCommand(context, options(self))));
  addTrainOptions(command("train [task]", "train a controller for a task")).action(
    (task: string | undefined, _, self) => finish(trainCommand(context, task, options<TrainOptions>(self))),
  );
  command("evaluate [run]", "fresh rollouts of what a run has learnt, or of an exported file")
    .option("--policy <which>", "network | last | controller (default: the run's best network where it has one)")
    .option(
      "--condition <which>",
      "a condition's name, trained, held-out or all (default: all for a policy, trained for controllers)",
    )
    .option("--seconds <seconds>", "length of an episode (default: the task's); a controller has no more than that")
    .option("--episodes <count>", "number of rollouts in each condition", "10")
    .option("--seed <seed>", "seed of the initial states (and of the noise)", String(evaluationSeed))
    .option("--noise", "add the actor's own action noise")
    .option("--workers <count>", "cores to compute on (default: all cores)")
    .option("--onnx <file>", "an exported file in place of a run; needs no project")
    .option("--task <task>", "the robot task that the file is to do")
    .option("--conditions <set>", "the task's conditions that the file is tried in (default: those of its run)")
    .action((run: string | undefined, _, self) =>
      finish(evaluateCommand(context, run, options<EvaluateOptions>(self))),
    );
  command("runs", "list the runs of the project").action((_, self) => finish(runsCommand(context, options(self))));
  command("show <run>", "show a run's configuration and iterations").action((run: string, _, self) =>
    finish(showCommand(context, run, options(self))),
  );
  command("export <run>", "write a run to a file")
    .requiredOption("--format <format>", exportFormats.join(" | "))
    .requiredOption("--out <file>", "the file to write")
    .option(
      "--policy <which>",
      "network | last | controller, for onnx and bundle (default: the run's best network where it has one)",
    )
    .option("--condition <name>", "the condition of the controller, or trained for all (default: the first)")
    .option("--iteration <number>", "whose rollouts, for mcap (default: the last that was accepted)")
    .option("--force", "replace the file if it exists")
    .action((run: string, _, self) => finish(exportCommand(context, run, options<ExportOptions>(self))));
  program
    .command("reproduce <experiment>")
    .description(`repeat an experiment of the documentation (${experimentNames.join(" | ")}) and print its tables`)
    .option("--seeds <seeds>", "seeds of the runs, such as 3, 1..5 or 1,4,7..9", "1..5")
    .option("--task <task>", "only this task of the experiment (default: all of its tasks)")
    .option("--out <file>", "put the tables between their markers in this page")
    .option("--figures <folder>", "write the learning curves to SVG files in this folder")
    .option("--project <folder>", "where its runs are kept (default: reproduce/EXPERIMENT in the user's data folder)")
    .option("--json", "JSON lines instead of text")
    .addHelpText("after", "\nRuns that the project already holds are not repeated; an interrupted one goes on.")
    .action((name: string, _, self) => finish(reproduceCommand(context, name, options<ReproduceOptions>(self))));
  command("serve", "serve the workbench to a browser on this machine")
    .option("--port <port>", "port on 127.0.0.1 (default: a free one)")
    .action((_, self) => finish(serveCommand(context, options(self))));
  addProjectCommands(command("project", "show, make, move and thin out projects"), context, {
    command: (parent, usage, text) => withCommonOptions(parent.command(usage).description(text)),
    options,
    finish,
  });
  command("verify", "read the whole project and name what is damaged").action((_, self) =>
    finish(verifyCommand(context, options(self))),
  );
  command("repair", "make a new store of what is good in a damaged one, which is kept beside it").action((_, self) =>
    finish(repairCommand(context, options(self))),
  );
  command("doctor", "check versions, physics, store and display").action((_, self) =>
    finish(doctorCommand(context, options(self))),
  );
  return program;
}

function withCommonOptions(command: Command): Command {
  return command
    .option(
      "--project <folder>",
      "the project's folder (default: GUIDEPOST_PROJECT, or one under the user's data folder)",
    )
    .option("--json", "JSON lines instead of text");
}

/** Entry point of the command line. */
import { taskDescriptions } from "../workers/systems/index.ts";
import { outputTo } from "./cli/context.ts";
import { report, runCli } from "./cli/main.ts";
import { trainerEntry } from "./paths.ts";

const output = outputTo(process.stdout, process.stderr, process.env);
const context = { output, env: process.env, tasks: taskDescriptions, trainerEntry };

process.on("uncaughtException", (error) => process.exit(report(error, context)));
// A reader such as head may leave early.
process.stdout.on("error", () => process.exit(1));

void runCli(process.argv.slice(2), context).then((exitCode) => {
  process.exitCode = exitCode;
});

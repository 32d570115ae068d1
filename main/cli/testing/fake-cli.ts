/** The command line with the fake trainer, as a process: `fake-cli.ts <arguments>`. */
import { taskDescriptions } from "../../../workers/systems/index.ts";
import { fakeTrainer } from "../../engine/testing/fake-engine.ts";
import { outputTo } from "../context.ts";
import { runCli } from "../main.ts";

const output = outputTo(process.stdout, process.stderr, process.env);
const context = { output, env: process.env, tasks: taskDescriptions, trainerEntry: fakeTrainer };
process.exitCode = await runCli(process.argv.slice(2), context);

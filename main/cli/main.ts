/** Runs one command and answers with its exit code: 0 success, 1 failure, 2 wrong usage. */
import { type Command, CommanderError } from "commander";
import { GuidepostError, messageOf } from "../errors.ts";
import type { CliContext } from "./context.ts";
import { buildProgram } from "./program.ts";

export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  let exitCode = 0;
  const program = buildProgram(context, (code) => {
    exitCode = code;
  });
  routeOutput(program, context);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, context);
  }
}

/** Help and complaints go where the rest goes, and nothing ends the process on its own. */
function routeOutput(program: Command, { output }: CliContext): void {
  const chomp = (text: string): string => text.replace(/\n$/, "");
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => output.print(chomp(text)),
      writeErr: (text) => output.note(chomp(text)),
      outputError: (text, write) => write(usageError(command, text)),
    });
  }
}

/** Commander's complaint and suggestion on one line. */
function usageError(command: Command, text: string): string {
  const complaint = text
    .replace(/^error: /, "")
    .trim()
    .replace(/\.$/, "")
    .replace(/\s*\n\s*/g, " ");
  const name = command.parent === null ? "guidepost" : `guidepost ${command.name()}`;
  const known =
    command.commands.length > 0 ? ` Commands: ${command.commands.map((one) => one.name()).join(", ")}.` : "";
  return `guidepost: ${complaint}.${known} Tip: ${name} --help shows the usage.`;
}

/** Says what went wrong, on one line unless GUIDEPOST_DEBUG is set; returns the exit code. */
export function report(error: unknown, { output, env }: CliContext): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (env.GUIDEPOST_DEBUG && error instanceof Error) output.note(error.stack ?? error.message);
  else if (error instanceof GuidepostError) output.note(`guidepost: ${error.message}`);
  else
    output.note(`guidepost: unexpected error: ${messageOf(error)} Tip: GUIDEPOST_DEBUG=1 shows where it comes from.`);
  return 1;
}

/** What the commands work with: where they write and what they run. */
import type { TaskDescription } from "../engine/api.ts";
import { afterEscape, paintFor } from "./paint.ts";

export interface Output {
  /** One or more lines of the result. */
  print(text: string): void;
  /** One JSON line of the result. */
  json(value: object): void;
  /** One line beside the result: a warning or what is going on. */
  note(text: string): void;
  /** Replaces the line that the terminal shows last; does nothing where there is no terminal. */
  status(line: string): void;
  isTerminal: boolean;
  paint: ReturnType<typeof paintFor>;
}

export interface CliContext {
  output: Output;
  env: NodeJS.ProcessEnv;
  tasks: readonly TaskDescription[];
  trainerEntry: string;
}

type Stream = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean; columns?: number };

const ESCAPE = "\u001b";
const CLEAR_LINE = `\r${ESCAPE}[2K`;

/** Without what a terminal would obey, our colours aside: names and notes may come from somebody else's archive. */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, (character, at: number) => {
    const isColour = character === ESCAPE && afterEscape.test(text.slice(at + 1, at + 5));
    return isColour || character === "\n" || character === "\t" ? character : "";
  });
}

export function outputTo(out: Stream, err: Stream, env: NodeJS.ProcessEnv): Output {
  let status = "";
  const shows = err.isTTY === true && env.TERM !== "dumb";
  /** Writes above the status line. */
  const above = (stream: Stream, text: string): void => {
    if (status !== "") err.write(CLEAR_LINE);
    stream.write(`${text}\n`);
    if (status !== "") err.write(status);
  };
  return {
    print: (text) => above(out, harmless(text)),
    json: (value) => above(out, JSON.stringify(value)),
    note: (text) => above(err, harmless(text)),
    status: (text) => {
      // A line that wraps could not be replaced.
      const line = text.slice(0, (err.columns ?? 80) - 1);
      if (!shows || line === status) return;
      err.write(`${CLEAR_LINE}${line}`);
      status = line;
    },
    isTerminal: shows,
    paint: paintFor(out.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb"),
  };
}

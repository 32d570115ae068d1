/** The command line of `npm run chaos`. */
import { Command, InvalidArgumentError, Option } from "commander";

export interface ChaosOptions {
  /** Names of rows; all where empty. */
  only: string[];
  /** The seed of everything that is drawn. */
  seed: number;
  /** A few cases of each row, for every commit. */
  short: boolean;
  /** Cases of each row, or null for as many as it is made for. */
  count: number | null;
  /** The one case to repeat, or null. */
  repeat: number | null;
  /** File for the figures, or null. */
  json: string | null;
  /** Keep the figures, and write the table into docs/reliability.md. */
  markdown: boolean;
  list: boolean;
}

interface Given {
  only?: string[];
  seed: number;
  short?: true;
  count?: number;
  case?: number;
  json?: string;
  markdown?: true;
  list?: true;
}

/** Parses arguments; commander ends the process after --help and after a mistake. */
export function parseOptions(argv: readonly string[]): ChaosOptions {
  const given = command()
    .parse([...argv], { from: "user" })
    .opts<Given>();
  return {
    only: given.only ?? [],
    seed: given.seed,
    short: given.short ?? false,
    count: given.count ?? null,
    repeat: given.case ?? null,
    json: given.json ?? null,
    markdown: given.markdown ?? false,
    list: given.list ?? false,
  };
}

function command(): Command {
  return new Command("npm run chaos --")
    .description("Breaks the program in seeded ways and counts what it survives, a line each: name: passed/total.")
    .option("--only <name...>", "only these rows")
    .option("--seed <seed>", "seed of everything that is drawn", whole(0), 1)
    .addOption(new Option("--short", "a few cases of each row, three minutes in all").conflicts("count"))
    .option("--count <n>", "cases of each row (default: as many as it is made for)", whole(1))
    .addOption(new Option("--case <i>", "repeat one case; needs --only").argParser(whole(0)).conflicts("count"))
    .option("--json <file>", "write the figures to a file")
    .addOption(new Option("--markdown", "keep the figures and write the table into docs/reliability.md"))
    .option("--list", "list the rows")
    .allowExcessArguments(false);
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least && value < 2 ** 31) return value;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  };
}

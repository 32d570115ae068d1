/** The command line of `npm run bench`. */
import { Command, InvalidArgumentError, Option } from "commander";

export interface BenchOptions {
  /** Also the same work in numpy, and the ratios. */
  numpy: boolean;
  /** Rows to measure; all where empty. */
  only: string[];
  /** Rounds of every row, or null for as many as fit into its time. */
  rounds: number | null;
  /** Short rounds, for a first look. */
  quick: boolean;
  /** Threads of the rows that use several. */
  threads: number;
  /** File for all figures, or null. */
  json: string | null;
  /** Write the table into docs/performance.md. */
  markdown: boolean;
  /** What to do: measure rows, list them, measure how cost grows, or see where an iteration's time goes. */
  mode: "rows" | "list" | "scaling" | "profile";
}

interface Given {
  numpy?: true;
  only?: string[];
  rounds?: number;
  quick?: true;
  threads: number;
  json?: string;
  markdown?: true;
  list?: true;
  scaling?: true;
  profile?: true;
}

/** Parses arguments; commander ends the process after --help and after a mistake. */
export function parseOptions(argv: readonly string[]): BenchOptions {
  const given = command()
    .parse([...argv], { from: "user" })
    .opts<Given>();
  return {
    numpy: given.numpy ?? false,
    only: given.only ?? [],
    rounds: given.rounds ?? null,
    quick: given.quick ?? false,
    threads: given.threads,
    json: given.json ?? null,
    markdown: given.markdown ?? false,
    mode: given.list ? "list" : given.scaling ? "scaling" : given.profile ? "profile" : "rows",
  };
}

export function command(): Command {
  return new Command("npm run bench --")
    .description("Measures the kernels and whole iterations: medians and quartiles of interleaved rounds.")
    .option("--numpy", "the same work in numpy as well, in the same rounds, and the ratios")
    .option("--only <name...>", "only these rows, by name or by a name's first words")
    .option("--rounds <n>", "rounds of every row (default: as many as fit into its time)", count)
    .option("--quick", "short rounds, for a first look")
    .option("--threads <n>", "threads of the rows that use several", count, 2)
    .option("--json <file>", "write all figures to a file")
    .addOption(new Option("--markdown", "write the table into docs/performance.md").conflicts("only"))
    .addOption(new Option("--list", "list the rows").conflicts(["scaling", "profile"]))
    .addOption(new Option("--scaling", "how cost grows with each size of the problem").conflicts("profile"))
    .option("--profile", "where the time of one whole iteration goes, function by function")
    .allowExcessArguments(false);
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError("It must be a whole number from 1 to 1000.");
}

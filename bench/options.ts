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
  /** What to do instead of measuring rows. */
  mode: "rows" | (typeof modes)[number];
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
  memory?: true;
  window?: true;
  library?: true;
}

const modes = ["list", "scaling", "profile", "memory", "window", "library"] as const;

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
    mode: modes.find((mode) => given[mode]) ?? "rows",
  };
}

function command(): Command {
  return new Command("npm run bench --")
    .description("Measures the kernels and whole iterations: medians and quartiles of interleaved rounds.")
    .option("--numpy", "the same work in numpy as well, in the same rounds, and the ratios")
    .option("--only <name...>", "only these rows, by name or by a name's first words")
    .option("--rounds <n>", "rounds of every row (default: as many as fit into its time)", count)
    .option("--quick", "short rounds, for a first look")
    .option("--threads <n>", "threads of the rows that use several", count, 2)
    .option("--json <file>", "write all figures to a file")
    .addOption(new Option("--markdown", "write the table into docs/performance.md").conflicts("only"))
    .addOption(mode("list", "list the rows"))
    .addOption(mode("scaling", "how cost grows with each size of the problem"))
    .addOption(mode("profile", "where the time of one whole iteration goes, function by function"))
    .addOption(mode("memory", "whether a run's memory grows with its iterations"))
    .addOption(mode("window", "whether training makes the window stutter"))
    .addOption(mode("library", "how long the window takes with 10,000 runs and 1,000,000 rollouts"))
    .allowExcessArguments(false);
}

/** One of these at a time. */
function mode(name: (typeof modes)[number], description: string): Option {
  return new Option(`--${name}`, description).conflicts(modes.filter((other) => other !== name));
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError("It must be a whole number from 1 to 1000.");
}

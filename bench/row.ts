/** A row of the table: a contest that can be opened when its turn comes, and what contests are opened with. */
import type { WasmVariant } from "../workers/math/wasm/variants.ts";
import type { Contest } from "./contest.ts";
import type { NumpyProcess } from "./numpy-process.ts";

export interface Tools {
  /** The build of the kernels that is measured. */
  variant: WasmVariant;
  /** Threads of the rows that use several. */
  threads: number;
  numpy: { single: NumpyProcess; threaded: NumpyProcess } | null;
}

export interface Row {
  /** What `--only` knows it by. */
  name: string;
  /** The work in words, with its sizes. */
  title: string;
  open(tools: Tools): Contest | Promise<Contest>;
}

/** Rows whose name is one of `names` or begins with it: "gemm" takes all of gemm-24, gemm-32 …; all without names. */
export function select<T extends { name: string }>(rows: readonly T[], names: readonly string[]): T[] {
  if (names.length === 0) return [...rows];
  const matches = (name: string) => rows.filter((row) => row.name === name || row.name.startsWith(`${name}-`));
  for (const name of names) {
    if (matches(name).length > 0) continue;
    const known = rows.map((row) => row.name).join(", ");
    throw new SelectionError(`There is no row "${name}"; there are ${known}. Tip: the first words of a name will do.`);
  }
  return rows.filter((row) => names.some((name) => matches(name).includes(row)));
}

/** A name that no row has. */
export class SelectionError extends Error {
  override name = "SelectionError";
}

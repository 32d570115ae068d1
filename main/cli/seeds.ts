/** A list of seeds as a person writes it: 7, 1..5 or 1,4,7..9. */
import { MOST_RUNS, readValues } from "../../workers/methods/sweep.ts";
import { GuidepostError } from "../errors.ts";

/** In ascending order, each once. */
export function parseSeeds(text: string): number[] {
  const read = readValues("seed", text);
  if (read.ok) return read.values.map(Number).sort((a, b) => a - b);
  throw new GuidepostError(
    `--seeds "${text}" is not valid; it takes integers 0…${2 ** 31 - 1} and ranges of at most ${MOST_RUNS}.`,
    "write 1..5 or 1,4,7..9.",
  );
}

/** A list of seeds as a person writes it: 7, 1..5 or 1,4,7..9. */
import { GuidepostError } from "../errors.ts";

const LARGEST = 2 ** 31 - 1;
/** More than anybody waits for. */
const MOST = 1000;

/** In ascending order, each once. */
export function parseSeeds(text: string): number[] {
  const ranges = text.split(",").map((part) => /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(part.trim()));
  const seeds = new Set<number>();
  for (const range of ranges) {
    const [first, last] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (!(first <= last && last <= LARGEST && last - first < MOST)) throw invalid(text);
    for (let seed = first; seed <= last; seed++) seeds.add(seed);
  }
  return [...seeds].sort((a, b) => a - b);
}

function invalid(text: string): GuidepostError {
  return new GuidepostError(
    `--seeds "${text}" is not valid; it takes integers 0…${LARGEST} and ranges of at most ${MOST}.`,
    "write 1..5 or 1,4,7..9.",
  );
}

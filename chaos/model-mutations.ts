/** Mutations of a model's text, where they hurt: numbers, names, tags, and now and then any character. */
import type { RandomStream } from "../workers/math/random.ts";
import { mutatedText } from "./mutations.ts";
import { below, oneOf } from "./training.ts";

const numbers = [
  "0",
  "-1",
  "1e6",
  "-1e6",
  "1e30",
  "1e-30",
  "nan",
  "inf",
  "1e400",
  "2147483648",
  "0.5 0.5",
  "",
  "x",
  "-0",
];

/** The model with one to three things changed. */
export function mutatedModel(model: string, random: RandomStream): string {
  let text = model;
  for (let left = 1 + below(3, random); left > 0; left--) text = oneOf(changes, random)(text, random);
  return text;
}

type Change = (text: string, random: RandomStream) => string;

const changes: readonly Change[] = [
  replaceOne(/(?<==")[^"]*\d[^"]*(?=")/g, (_, random) => oneOf(numbers, random)),
  replaceOne(/(?<=[" ])-?\d+(?:\.\d+)?(?=[" ])/g, (_, random) => oneOf(numbers, random)),
  replaceOne(/(?<=[" ])-?\d+(?:\.\d+)?(?=[" ])/g, (found, random) =>
    String(Number(found) * 10 ** (below(12, random) - 6)),
  ),
  replaceOne(/(?<=name=")[^"]*(?=")/g, (_, random) => oneOf(["", "tip", "world", "é", "a".repeat(1000)], random)),
  replaceOne(/(?<==")[a-z]+(?=")/g, (_, random) =>
    oneOf(["mesh", "hfield", "free", "ball", "RK4", "PGS", "true", ""], random),
  ),
  replaceOne(/\s[\w]+="[^"]*"/g, () => ""),
  replaceOne(/<[\w]+[^<>]*\/>/g, () => ""),
  replaceOne(/<[\w]+[^<>]*\/>/g, (found, random) => found.repeat(2 + below(3, random))),
  replaceOne(/<(\/?)[a-z]+/g, (found, random) =>
    found.replace(/[a-z]+/, oneOf(["body", "geom", "joint", "site", "frame", "replicate"], random)),
  ),
  (text, random) => mutatedText(text, random),
];

/** Replaces one of the pattern's places. */
function replaceOne(pattern: RegExp, by: (found: string, random: RandomStream) => string): Change {
  return (text, random) => {
    const places = [...text.matchAll(pattern)];
    if (places.length === 0) return text;
    const { 0: found, index } = oneOf(places, random);
    return text.slice(0, index) + by(found, random) + text.slice(index + found.length);
  };
}

/** Honest values and texts with something hostile put into them. */
import fc from "fast-check";
import type { RandomStream } from "../workers/math/random.ts";
import { below, oneOf } from "./training.ts";

/** Names that mean something to JavaScript. */
const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "polluted", "", "0", "length"];

/** JSON.stringify leaves an own "__proto__" in the text, as an attacker's would be. */
const trap = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}') as unknown;

/** Stands for brackets that are too deep to be made of objects. */
const DEEP = "so deep";

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, [], {}, "", trap, [trap], "\u0000", "\ud800", "../../x", "a".repeat(100_000)),
  fc.constantFrom(-1, 0, 0.5, 1e308, -1e308, 2 ** 53, -0, 1e-320, 2 ** 31, 65_537),
  fc.constant(DEEP),
  fc.double(),
  fc.string(),
  fc.jsonValue(),
);

/** The value as JSON, with so many brackets where it says so. */
export function deepJson(value: unknown, depth = 50_000): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.replaceAll(`"${DEEP}"`, () => `${'[{"a":'.repeat(depth / 2)}1${"}]".repeat(depth / 2)}`);
}

/** The value with one to four of its parts replaced, removed or added; or something else altogether. */
export function mutated(honest: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    how: fc.constantFrom("replace", "replace", "remove", "add", "rename"),
    name: fc.constantFrom(...names),
    value: hostile,
  });
  const changed = fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce<unknown>((value, one) => changedAt(value, one.at, one), honest));
  return fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: hostile });
}

interface Change {
  how: string;
  name: string;
  value: unknown;
}

/** A copy with the change made where `at` leads: each number chooses among the keys of its level. */
function changedAt(value: unknown, [first, ...rest]: readonly number[], change: Change): unknown {
  if (value === null || typeof value !== "object") return change.value;
  const entries = Object.entries(value);
  if (entries.length === 0 || first === undefined) return change.value;
  const place = first % entries.length;
  const [key, entry] = entries[place];
  if (rest.length > 0 && entry !== null && typeof entry === "object") {
    entries[place] = [key, changedAt(entry, rest, change)];
  } else if (change.how === "remove") entries.splice(place, 1);
  else if (change.how === "add") entries.push([change.name, change.value]);
  else entries[place] = [change.how === "rename" ? change.name : key, change.value];
  return Array.isArray(value) ? entries.map(([, one]) => one) : withOwn(entries);
}

/** Also "__proto__" becomes a property like any other, as in a parsed text. */
function withOwn(entries: readonly (readonly [string, unknown])[]): unknown {
  const made = {};
  for (const [key, value] of entries) {
    Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return made;
}

/** A text that has been cut, spliced, repeated or overwritten. */
export function mutatedText(text: string, random: RandomStream): string {
  const place = below(text.length + 1, random);
  const length = below(20, random);
  return oneOf(
    [
      () => text.slice(0, place),
      () => text.slice(place),
      () => text.slice(0, place) + text.slice(place + length),
      () => text.slice(0, place) + text.slice(place, place + length).repeat(1 + below(200, random)) + text.slice(place),
      () => text.slice(0, place) + junk(1 + below(8, random), random) + text.slice(place),
      () => `\ufeff${text}`,
      () => text.replaceAll('"', "'"),
      () => text.replace(/\d+/, oneOf(["NaN", "Infinity", "-", "1e999", "00", "9".repeat(400)], random)),
      () => `${text}${text}`,
    ],
    random,
  )();
}

function junk(length: number, random: RandomStream): string {
  return String.fromCharCode(...Array.from({ length }, () => below(2 ** 16, random)));
}

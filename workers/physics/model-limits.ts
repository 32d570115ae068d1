/**
 * Limits on what a model's text may ask for, looked at before MuJoCo allocates any of it.
 *
 * MuJoCo compiles what it is given: a height field of 10¹⁰ points ends in a C++ exception without words, elements nested
 * by the hundreds end its whole module, and a replicate of replicates computes for minutes. All limits are far above any
 * robot.
 */
import { ModelError } from "./model-error.ts";
import { tagsOf } from "./model-tags.ts";

const LIMITS = {
  elements: 20_000,
  /** Of elements in elements. MuJoCo's compiler recurses; its stack ends below four hundred. */
  depth: 100,
  /** Copies that nested `count` attributes make of one element. */
  copies: 10_000,
  /** Points of a height field, pixels of a texture. */
  area: 2 ** 24,
  /** Of a solver in one step. */
  iterations: 10_000,
  /** Entries that each object, or the model, keeps for its user; keyframes. */
  entries: 10_000,
  /** For contacts and the solver, of each of the models that train beside each other [bytes]. */
  memory: 2 ** 29,
};

/** @throws ModelError with what is too much, and the limit */
export function requireModest(mjcf: string): void {
  let elements = 0;
  /** Copies of what is inside of each open element. */
  const open: number[] = [];
  for (const { closing, name, attributes, empty } of tagsOf(mjcf)) {
    if (closing) {
      open.pop();
      continue;
    }
    atMost("elements", ++elements, LIMITS.elements);
    atMost("elements inside of each other", open.length + 1, LIMITS.depth);
    const copies = (open.at(-1) ?? 1) * checkedElement(name, attributes);
    atMost(`copies in <${name}>`, copies, LIMITS.copies);
    if (!empty) open.push(copies);
  }
}

/** Copies that the element makes of itself or of its content. */
function checkedElement(name: string, attributes: ReadonlyMap<string, string>): number {
  const numbers = (key: string): number[] => (attributes.get(key) ?? "").split(/\s+/).filter(Boolean).map(Number);
  const product = (...keys: string[]): number => keys.flatMap(numbers).reduce((area, value) => area * value, 1);
  atMost(`points in <${name}>`, product("nrow", "ncol"), LIMITS.area);
  atMost(`pixels in <${name}>`, product("width", "height"), LIMITS.area);
  atMost("bytes of memory", bytesOf(attributes.get("memory") ?? ""), LIMITS.memory);
  for (const key of attributes.keys()) {
    if (key.endsWith("iterations")) atMost(key, product(key), LIMITS.iterations);
    if (key.startsWith("nuser") || key === "nkey") atMost(key, product(key), LIMITS.entries);
  }
  return Math.max(1, product("count"));
}

/** Bytes in MuJoCo's own notation, such as 64M. */
function bytesOf(text: string): number {
  const [, digits, unit] = /^\s*(\d+)([KMGTPE]?)\s*$/i.exec(text) ?? [];
  return digits === undefined ? Number.NaN : Number(digits) * 1024 ** " KMGTPE".indexOf(unit.toUpperCase() || " ");
}

/** What is no number is left to MuJoCo. */
function atMost(what: string, value: number, limit: number): void {
  if (!(value > limit)) return;
  throw new ModelError(
    `the model asks for ${value.toLocaleString("en")} ${what}; the limit is ${limit.toLocaleString("en")}`,
  );
}

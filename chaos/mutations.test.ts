import fc from "fast-check";
import { expect, it } from "vitest";
import { deepJson, mutated } from "./mutations.ts";

it("leaves the honest value as it is and puts hostile names into copies", () => {
  const honest = { version: 1, options: { a: [1, 2, { b: 3 }] } };
  const before = JSON.stringify(honest);
  const texts = fc.sample(mutated(honest), { seed: 1, numRuns: 300 }).map((value) => JSON.stringify(value) ?? "");
  expect(JSON.stringify(honest)).toBe(before);
  expect(texts.filter((text) => text.includes('"__proto__":')).length).toBeGreaterThan(5);
  expect(texts.filter((text) => text === before).length).toBeLessThan(30);
});

it("writes brackets that are deeper than objects can be written", () => {
  expect(deepJson({ a: "so deep" }, 4)).toBe('{"a":[{"a":[{"a":1}]}]}');
});

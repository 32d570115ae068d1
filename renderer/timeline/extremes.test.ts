import fc from "fast-check";
import { expect, it } from "vitest";
import { Extremes } from "./extremes.ts";

it("knows the extremes of every part, whatever is not a number aside", () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN)), { maxLength: 1200 });
  fc.assert(
    fc.property(values, fc.nat(1300), fc.nat(1300), (list, a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const part = list.slice(from, to).filter((value) => !Number.isNaN(value));
      expect(new Extremes(list).between(from, to)).toEqual([Math.min(...part), Math.max(...part)]);
    }),
  );
});

it("looks at few values of a million", () => {
  let looks = 0;
  const values = new Proxy(new Float32Array(1_000_000), {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) looks++;
      return Reflect.get(target, key);
    },
  });
  const extremes = new Extremes(values);
  looks = 0;
  for (let pixel = 0; pixel < 1000; pixel++) extremes.between(pixel * 977, (pixel + 1) * 977);
  expect(looks).toBeLessThan(40_000);
});

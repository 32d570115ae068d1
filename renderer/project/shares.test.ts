import { expect, it } from "vitest";
import { sharesOf, thinnableOf } from "./shares.ts";

const size = {
  store: 1000,
  free: 100,
  rollouts: 600,
  controllers: 150,
  checkpoints: 50,
  models: 7,
  exports: 3,
  runs: [
    { run: 1, rollouts: 400, thinnable: 300 },
    { run: 2, rollouts: 200, thinnable: 0 },
  ],
};

it("adds up to the store and the folders beside it", () => {
  const shares = sharesOf(size);
  expect(shares.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(1010);
  expect(shares.find(({ name }) => name === "rest")?.bytes).toBe(100);
});

it("leaves out what takes nothing, and never goes below nothing", () => {
  const small = sharesOf({ ...size, store: 700, free: 0, models: 0, exports: 0 });
  expect(small.map(({ name }) => name)).toEqual(["rollouts", "controllers", "checkpoints"]);
});

it("sums what the runs could be without", () => {
  expect(thinnableOf(size)).toBe(300);
});

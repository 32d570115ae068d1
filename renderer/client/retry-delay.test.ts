import { expect, it } from "vitest";
import { retryDelay } from "./retry-delay.ts";

it("doubles up to four seconds", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(retryDelay)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
});

import { expect, it } from "vitest";
import { shortNames } from "./short-names.ts";

it.each([
  [
    ["slot at -33 mm", "slot at +33 mm"],
    ["-33 mm", "+33 mm"],
  ],
  [
    ["above the slot", "slot at +33 mm"],
    ["above the slot", "slot at +33 mm"],
  ],
  [
    ["slow", "slow walk"],
    ["slow", "slow walk"],
  ],
  [["slot at 0 mm"], ["slot at 0 mm"]],
  [[], []],
])("%j → %j", (names, short) => {
  expect(shortNames(names)).toEqual(short);
});

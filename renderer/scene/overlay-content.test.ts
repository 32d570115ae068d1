import { expect, it } from "vitest";
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { forcesOf, iterationsBefore, spreadOf, wayOf } from "./overlay-content.ts";
import { allJoints } from "./testing/all-joints.ts";

/** A base that is at x over its rows; all else stands still. */
const track = (...xs: number[]) => Float32Array.from(xs.flatMap((x) => [x, 0, 0, 1, 0, 0, 0, 0.1, 0.5, 1, 0, 0, 0, 0]));

it("has the tip's way, thinned", () => {
  const way = wayOf(allJoints, ["tip"], track(0, 1, 2, 3), 2);
  expect(way).toHaveLength(2);
  expect(way[1]![0] - way[0]![0]).toBeCloseTo(2);
});

it("spreads as the samples do: none at the start, twice their deviation at the end", () => {
  const ellipsoids = spreadOf(allJoints, ["tip"], [track(0, 1, 2), track(0, 2, 4), track(0, 3, 6)]);
  const widest = Math.max(...ellipsoids.at(-1)!.halfAxes.map((axis) => Math.hypot(...axis)));
  expect(widest).toBeCloseTo(2 * 2);
  expect(spreadOf(allJoints, ["tip"], [track(0, 1)])).toEqual([]);
});

it("chooses accepted iterations evenly, and always the one that is looked at", () => {
  const iterations = Array.from({ length: 40 }, (_, i) => ({ iteration: i + 1, accepted: i % 2 === 0 }));
  const chosen = iterationsBefore(iterations, 38);
  expect([chosen.length, chosen[0], chosen.at(-1)]).toEqual([12, 1, 38]);
  expect(iterationsBefore(iterations, 5)).toEqual([1, 3, 5]);
});

it("has one sample's forces, or for the mean all contacts and the mean centre of those that did not diverge", () => {
  const one = (x: number) => ({ contacts: new Float32Array(7).fill(x), centres: Float32Array.of(x, 0, 0) });
  const physics = [one(1), one(9), one(3)];
  const rollouts = ["ok", "diverged", "ok"].map(
    (status) => ({ status, condition: "here", actor: "controller" }) as RolloutDrawing,
  );
  expect(forcesOf(physics, rollouts, 1)).toBe(physics[1]);
  const mean = forcesOf(physics, rollouts, "mean");
  expect(mean?.contacts).toHaveLength(14);
  expect([...(mean?.centres ?? [])]).toEqual([2, 0, 0]);
});

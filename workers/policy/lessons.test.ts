import { describe, expect, it } from "vitest";
import type { VisitedStates } from "./lesson-places.ts";
import { relabel } from "./lessons.ts";
import { lessonsOf, randomTeacher, randomVisits } from "./testing/policies.ts";

/** Two conditions of T = 3 steps, one state and one action: K, k and C differ by condition and step. */
const teachers = [0, 1].map((condition) => ({
  controller: {
    gains: Float64Array.of(1, 2, 3).map((K) => K + 10 * condition),
    offsets: Float64Array.of(0.1, 0.2, 0.3).map((k) => k + condition),
    covariances: Float64Array.of(1, 2, 4),
  },
  weights: Float64Array.of(1, 0.5, 0).map((lambda) => lambda * (condition + 1)),
  path: Float64Array.of(0, 1, 2),
}));
const visit = (condition: number, states: number[], validSteps: number[]): VisitedStates => ({
  condition,
  by: "controller",
  states: Float64Array.from(states),
  validSteps,
});

function expectClose(actual: Float64Array, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 14);
  });
}

describe("relabel", () => {
  it("asks each condition's controller at the state's own step, by hand", () => {
    const lessons = lessonsOf([visit(0, [1, 1, 1], [3]), visit(1, [-1, 2, 0], [3])], teachers);
    expectClose(lessons.targets, [1.1, 2.2, 3.3, -11 + 1.1, 24 + 1.2, 1.3]);
    expect([...lessons.groups]).toEqual([0, 1, 2, 3, 4, 5]);
    expectClose(lessons.precisions, [1, 0.25, 0, 2, 0.5, 0]);
    expect([...lessons.weights]).toEqual([1, 0.5, 0, 2, 1, 0]);
    expectClose(lessons.logDeterminants, [0, Math.log(2), Math.log(4), 0, Math.log(2), Math.log(4)]);
  });

  it("says the same of states from any iteration: only the newest controllers count", () => {
    const [early, late] = [randomVisits(0, 2, 6, 3, 1), randomVisits(0, 3, 6, 3, 2)];
    const teacher = randomTeacher(6, 3, 2, 3);
    const both = lessonsOf([early, late], [teacher]);
    const alone = lessonsOf([late], [teacher]);
    expect(both.count).toBe(30);
    expect(both.targets.slice(12 * 2)).toEqual(alone.targets);
    expect(both.groups.slice(12)).toEqual(alone.groups);
    expect(both.precisions).toEqual(alone.precisions);
  });

  it("leaves out what comes after a fall, whatever it is", () => {
    const states = [1, 2, Number.NaN, 3, Number.NaN, Number.NaN, 7, 8, 9];
    const lessons = lessonsOf([visit(0, states, [2, 1, 3])], teachers);
    expect([...lessons.states]).toEqual([1, 2, 3, 7, 8, 9]);
    expect([...lessons.groups]).toEqual([0, 1, 0, 0, 1, 2]);
    expect(lessonsOf([visit(0, states, [0, 0, 0])], teachers).count).toBe(0);
  });

  it("asks the controller of a policy's states at the step whose positions are nearest", () => {
    const teacher = randomTeacher(3, 2, 1, 7);
    teacher.path.set([0, 9, 1, 9, 2, 9]);
    const states = Float64Array.of(2.2, 1, 0.9, 2, -5, 3);
    const lessons = lessonsOf([{ condition: 0, by: "policy", states, validSteps: [3] }], [teacher]);
    const { gains: K, offsets: k } = teacher.controller;
    const action = (t: number, q: number, v: number) => K[2 * t] * q + K[2 * t + 1] * v + k[t];
    expectClose(lessons.targets, [action(2, 2.2, 1), action(1, 0.9, 2), action(0, -5, 3)]);
    expect([...lessons.groups]).toEqual([2, 1, 0]);
  });

  it("clamps targets to the actions' limits", () => {
    const limits = { low: Float64Array.of(-Infinity), high: Float64Array.of(3) };
    const lessons = lessonsOf([visit(0, [-9, 1, 1], [3])], teachers, { stride: 1, spacing: 0, limits });
    expect(lessons.targets[0]).toBeCloseTo(-8.9, 14);
    expect(lessons.targets[1]).toBeCloseTo(2.2, 14);
    expect(lessons.targets[2]).toBe(3);
  });

  it("names what it cannot use", () => {
    const options = { stride: 1, spacing: 0, limits: null };
    const covariances = Float64Array.of(1, -2, 4);
    const indefinite = { ...teachers[1], controller: { ...teachers[1].controller, covariances } };
    expect(relabel([], [teachers[0], indefinite], options)).toEqual({
      status: "not-positive-definite",
      condition: 1,
      step: 1,
    });
    expect(relabel([visit(1, [0, Number.NaN, 0], [3])], teachers, options)).toEqual({
      status: "not-finite",
      condition: 1,
      step: 1,
    });
  });
});

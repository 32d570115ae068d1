import fc from "fast-check";
import { expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { completeConfig, type RequestedConfig } from "../engine/api.ts";
import { iterationsWithin, validationRollouts } from "./budget.ts";

const task = taskDescriptions.find(({ name }) => name === "peg2d")!;
const configOf = (given: Omit<RequestedConfig, "task">) => completeConfig({ ...given, task: task.name }, task);
const searching = (samples: number, validationEpisodes: number, validationInterval: number, conditions = "slots") =>
  configOf({ method: "gps", conditions, samples, options: { validationEpisodes, validationInterval } });

test.each([
  // Four slots: 20 + 20 rollouts an iteration.
  [300, searching(5, 5, 1), 7, 140],
  // 20 an iteration and 8 more at every third: 12 iterations take 240 + 32, the thirteenth 20 more.
  [300, searching(5, 2, 3), 13, 32],
  // 12 iterations would do but for the validation that the twelfth has.
  [271, searching(5, 2, 3), 11, 24],
  [272, searching(5, 2, 3), 12, 32],
  [200, searching(5, 0, 1, "single"), 40, 0],
  [100, configOf({ samples: 5 }), 20, 0],
  [100, configOf({ conditions: "slots", samples: 5 }), 5, 0],
])("%d rollouts are enough for so many iterations, validation's among them", (rollouts, config, iterations, tries) => {
  expect(iterationsWithin(rollouts, config, task)).toBe(iterations);
  expect(validationRollouts(iterations, config, task)).toBe(tries);
});

test("no iteration more would fit, counted one by one as the method does", () => {
  const whole = (min: number, max: number) => fc.integer({ min, max });
  fc.assert(
    fc.property(whole(2, 10), whole(0, 8), whole(1, 6), whole(80, 500), (samples, tries, interval, rollouts) => {
      const n = iterationsWithin(rollouts, searching(samples, tries, interval), task);
      let spent = 0;
      let counted = 0;
      for (let i = 1; ; i++) {
        spent += 4 * samples + (i % interval === 0 ? 4 * tries : 0);
        if (spent > rollouts) break;
        counted = i;
      }
      expect(n).toBe(counted);
    }),
  );
});

test("too few rollouts and unknown conditions are mistakes of the experiment", () => {
  expect(() => iterationsWithin(39, searching(5, 5, 1), task)).toThrow(/39 rollouts are too few .* takes 40/);
  expect(() => iterationsWithin(300, { ...searching(5, 5, 1), conditions: "holes" }, task)).toThrow(/no conditions/);
});

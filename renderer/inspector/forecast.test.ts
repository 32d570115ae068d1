import { expect, it } from "vitest";
import { completeConfig } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { runWith } from "../library/testing/runs.ts";
import { rolloutsOf, secondsFor } from "./forecast.ts";

const peg2d = taskDescriptions[0]!;
const config = completeConfig({ task: "peg2d", iterations: 10, samples: 5 }, peg2d);

it("counts rollouts over all conditions", () => {
  expect(rolloutsOf(config, peg2d)).toBe(50);
  const several = peg2d.conditionSets.find(({ trained }) => trained.length > 1)!;
  expect(rolloutsOf({ ...config, conditions: several.name }, peg2d)).toBe(50 * several.trained.length);
});

it("counts the rollouts that a policy is tried by, in the iterations that try it", () => {
  const several = peg2d.conditionSets.find(({ trained }) => trained.length > 1)!;
  const gps = (options: object) =>
    completeConfig(
      { task: "peg2d", method: "gps", conditions: several.name, iterations: 9, samples: 3, options },
      peg2d,
    );
  const trained = several.trained.length;
  expect(rolloutsOf(gps({ validationEpisodes: 4, validationInterval: 2 }), peg2d)).toBe((27 + 4 * 4) * trained);
  expect(rolloutsOf(gps({ validationEpisodes: 0 }), peg2d)).toBe(27 * trained);
});

it("takes the newest run of the same kind for its measure", () => {
  const runs = [
    runWith(4, { rollouts: 0 }),
    runWith(3, { method: "ilqg", iterationsDone: 4, rollouts: 40, seconds: 8 }),
    runWith(2, { iterationsDone: 2, rollouts: 10, seconds: 5 }),
    runWith(1, { iterationsDone: 2, rollouts: 10, seconds: 500 }),
  ];
  expect(secondsFor(config, peg2d, runs)).toBe(25);
  expect(secondsFor({ ...config, method: "ilqg" }, peg2d, runs)).toBe(20);
  expect(secondsFor({ ...config, method: "gps" }, peg2d, runs)).toBeNaN();
});

/**
 * Targets of steadiness: the last policy does about as well as the chosen one, and within twice the rollouts neither
 * policies nor controllers collapse. A collapse is a success that falls by more than half of all episodes, or a cost
 * that doubles.
 */

import type { Measures } from "./measure.ts";
import { bound, inSeeds, type Target } from "./targets.ts";

/** Keys of the rows that a study's targets are asked of. */
export interface Asked {
  controllers: string;
  chosen: string;
  last: string;
}

const TWICE: Asked = { controllers: "twice-controllers", chosen: "twice-chosen", last: "twice-last" };
/** Part of the seeds that is enough. */
const MOST = 4 / 5;
/** Of differences between fractions. */
const ROUNDING = 1e-9;
/** Fraction of the episodes, and of the cost. */
const NEAR = 0.1;
const COLLAPSE = { drop: 0.5, rise: 100 };

/** How two rows of the same seed compare. */
type Comparison = (one: Measures, other: Measures) => boolean;

/** By the successes in the conditions of the training and in those held out. */
export function steadySuccess(asked: Asked): Target[] {
  const within =
    (drop: number): Comparison =>
    (one, other) =>
      one.success >= other.success - drop - ROUNDING && !(one.heldOutSuccess < other.heldOutSuccess - drop - ROUNDING);
  return [
    ...lastPolicies(asked, "10 points of success", within(NEAR)),
    bound(
      "no collapse within twice the rollouts: validation's success never falls by more than 50 points, every seed",
      {
        row: TWICE.chosen,
        figure: "successDrop",
        over: "worst",
        sense: "at most",
        limit: COLLAPSE.drop,
      },
    ),
    controllersHold(asked, "their success falls by at most 50 points", within(COLLAPSE.drop)),
  ];
}

export function steadyCost(asked: Asked): Target[] {
  const within =
    (rise: number): Comparison =>
    (one, other) =>
      one.cost <= (1 + rise) * other.cost;
  return [
    ...lastPolicies(asked, "10 % of the cost", within(NEAR)),
    bound("no collapse within twice the rollouts: validation's cost never doubles, every seed", {
      row: TWICE.chosen,
      figure: "costRise",
      over: "worst",
      sense: "at most",
      limit: COLLAPSE.rise,
    }),
    controllersHold(asked, "their cost does not double", within(COLLAPSE.rise / 100)),
  ];
}

function lastPolicies(asked: Asked, words: string, near: Comparison): Target[] {
  return [asked, TWICE].map(({ last, chosen }) => {
    const when = last === TWICE.last ? ", with twice the rollouts too" : "";
    return compared(`last policy within ${words} of the chosen one in 4 of 5 seeds${when}`, last, chosen, MOST, near);
  });
}

function controllersHold({ controllers }: Asked, words: string, near: Comparison): Target {
  const title = `controllers do not collapse within twice the rollouts: ${words} in the second half, every seed`;
  return compared(title, TWICE.controllers, controllers, 1, near);
}

function compared(asked: string, row: string, other: string, part: number, comparison: Comparison): Target {
  return inSeeds(asked, {
    row,
    part,
    holds(one, measuresOf) {
      const two = measuresOf(other);
      return two !== undefined && comparison(one, two);
    },
  });
}

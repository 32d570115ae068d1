import { expect, it } from "vitest";
import type { RunDetail } from "../../main/engine/api.ts";
import { iterationOf, type Side, sidesOf } from "./sides.ts";

const run = (id: number, iterations: number, accepted = iterations) =>
  ({
    summary: { id },
    iterations: Array.from({ length: iterations }, (_, i) => ({ iteration: i + 1, accepted: i < accepted })),
  }) as unknown as RunDetail;
const none = { first: null, second: null };
const side = (changes: Partial<Side>): Side => ({ run: 1, iteration: null, rollout: "mean", ...changes });

it("sets two runs beside each other, each at the last iteration that was accepted", () => {
  expect(sidesOf(none, [run(4, 3), run(7, 5), run(9, 1)])).toEqual({
    first: side({ run: 4 }),
    second: side({ run: 7 }),
  });
  expect(iterationOf(side({ run: 7 }), run(7, 5))).toBe(5);
  expect(iterationOf(side({ run: 7 }), run(7, 5, 3))).toBe(3);
  expect(iterationOf(side({ run: 7 }), run(7, 5, 0))).toBe(5);
});

it("sets the beginning of a run that is alone beside its end", () => {
  expect(sidesOf(none, [run(4, 3)])).toEqual({ first: side({ run: 4, iteration: 1 }), second: side({ run: 4 }) });
});

it("keeps what was chosen as long as its run is compared", () => {
  const chosen = { first: side({ run: 9, iteration: 2, rollout: 1 }), second: side({ run: 5 }) };
  expect(sidesOf(chosen, [run(4, 3), run(9, 3)])).toEqual({ first: chosen.first, second: side({ run: 9 }) });
  expect(iterationOf(chosen.first, run(9, 3))).toBe(2);
  expect(iterationOf(chosen.first, run(9, 1))).toBe(1);
});

it("has nothing to show of no runs, and no iteration of a run without any", () => {
  expect(sidesOf(none, [])).toBeNull();
  expect(iterationOf(side({}), run(1, 0))).toBeNull();
});

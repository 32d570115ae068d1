import { expect, it } from "vitest";
import { queueWords } from "./queue-store.ts";

const waiting = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    config: { task: "peg2d" },
    parent: null,
    ownModel: false,
  }));

it.each([
  [0, false, "Queue"],
  [0, true, "Queue: paused"],
  [1, false, "Queue: 1 run waits"],
  [1200, true, "Queue: paused, 1,200 runs wait"],
])("says of %d runs, paused %s: %s", (count, paused, words) => {
  expect(queueWords({ entries: waiting(count), paused, reason: null, damage: null })).toBe(words);
});

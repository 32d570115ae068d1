import { expect, it } from "vitest";
import { windowMarkdown } from "./window.ts";

it("says of each figure whether it reaches what is asked for, and nothing of those of which nothing is", () => {
  const figures = [
    { what: "a key", value: 24, unit: "ms", target: 50 },
    { what: "a start", value: 3210, unit: "ms", target: 3000 },
    { what: "pictures in a second", value: 11.3, unit: "", target: null },
    { what: "pictures beside a card", value: 59.9, unit: "", target: 59, least: true },
    { what: "pictures beside a slow card", value: 30, unit: "", target: 59, least: true },
  ];
  const lines = windowMarkdown({ machine: "a machine", figures }).split("\n");
  expect(lines[0]).toBe("a machine");
  expect(lines.slice(-5)).toEqual([
    "| a key | 24.0 ms | ≤ 50 ms ✓ |",
    expect.stringMatching(/^\| a start \| 3210 ms \| ≤ 3000 ms ✗ \|$/),
    "| pictures in a second | 11.3 |  |",
    "| pictures beside a card | 59.9 | ≥ 59 ✓ |",
    "| pictures beside a slow card | 30.0 | ≥ 59 ✗ |",
  ]);
});

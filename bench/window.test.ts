import { expect, it } from "vitest";
import { windowMarkdown } from "./window.ts";

it("says of each figure whether it reaches what is asked for, and nothing of those of which nothing is", () => {
  const figures = [
    { what: "a key", value: 24, unit: "ms", target: 50 },
    { what: "a start", value: 3210, unit: "ms", target: 3000 },
    { what: "pictures in a second", value: 11.3, unit: "", target: null },
  ];
  const lines = windowMarkdown({ machine: "a machine", figures }).split("\n");
  expect(lines[0]).toBe("a machine");
  expect(lines.slice(-3)).toEqual([
    "| a key | 24.0 ms | ≤ 50 ms ✓ |",
    expect.stringMatching(/^\| a start \| 3210 ms \| ≤ 3000 ms ✗ \|$/),
    "| pictures in a second | 11.3 |  |",
  ]);
});

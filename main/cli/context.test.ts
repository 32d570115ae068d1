import { expect, test } from "vitest";
import { harmless, outputTo } from "./context.ts";
import { paintFor } from "./paint.ts";

test("what a terminal would obey is left out, and our colours, lines and columns stay", () => {
  const painted = `${paintFor(true)("red", "red")}\tβ\nnext`;
  expect(painted).toContain("\u001b");
  expect(harmless(painted)).toBe(painted);
  expect(harmless("arm\u001b[2J\u001b]0;owned\u0007\r\b\u009b1A")).toBe("arm[2J]0;owned1A");
});

test("names are printed and noted without it, and JSON has them whole", () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) > 0 };
  const output = outputTo(stream, stream, {});
  output.print("Project \u001b[2Jarm is here");
  output.note("\u001b[8mhidden\u001b[1A");
  output.json({ name: "\u001b[2Jarm" });
  expect(written).toEqual(["Project [2Jarm is here\n", "[8mhidden[1A\n", '{"name":"\\u001b[2Jarm"}\n']);
});

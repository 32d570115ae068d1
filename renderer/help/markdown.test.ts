import { expect, it } from "vitest";
import { inlineOf, parseMarkdown } from "./markdown.ts";

const text = (words: string) => [{ kind: "text", text: words }];

it("reads headings, paragraphs, lists and tables", () => {
  const page = "# Scene\n\nThe robot\nmoves.\n\n- one\n  and more\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n";
  expect(parseMarkdown(page)).toEqual([
    { kind: "heading", level: 1, content: text("Scene") },
    { kind: "paragraph", content: text("The robot moves.") },
    { kind: "list", items: [text("one and more"), text("two")] },
    { kind: "table", head: [text("a"), text("b")], rows: [[text("1"), text("2")]] },
  ]);
});

it("reads bold and code, and of a link its words", () => {
  expect(inlineOf("**Train** runs `guidepost train`, see [the page](../command-line.md).")).toEqual([
    { kind: "strong", text: "Train" },
    { kind: "text", text: " runs " },
    { kind: "code", text: "guidepost train" },
    { kind: "text", text: ", see the page." },
  ]);
});

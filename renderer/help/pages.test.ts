import { expect, it } from "vitest";
import { parseMarkdown } from "./markdown.ts";
import { helpPage, type Topic, topics } from "./pages.ts";

it.each(Object.entries(topics))("there is a page on %s, under its title", async (name, title) => {
  const [heading, ...rest] = parseMarkdown(await helpPage(name as Topic));
  expect(heading).toMatchObject({ kind: "heading", level: 1, content: [{ text: title }] });
  expect(rest.length).toBeGreaterThan(1);
});

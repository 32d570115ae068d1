import { expect, it } from "vitest";
import { type PanelName, panels } from "../app/panels.ts";
import { parseMarkdown } from "./markdown.ts";
import { helpPage } from "./pages.ts";

it.each(Object.entries(panels))("there is a page for the panel %s, under its title", async (name, title) => {
  const [heading, ...rest] = parseMarkdown(await helpPage(name as PanelName));
  expect(heading).toMatchObject({ kind: "heading", level: 1, content: [{ text: title }] });
  expect(rest.length).toBeGreaterThan(1);
});

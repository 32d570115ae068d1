import { expect, test } from "vitest";
import { withTable } from "./page.ts";

const page = "# Title\n\n<!-- table:a -->\n\nold\n\n<!-- /table -->\n\nbetween\n\n<!-- table:b -->\n<!-- /table -->\n";

test("replaces what stands between the markers of that table, and nothing else", () => {
  const changed = withTable(page, "a", "| new |", "page.md");
  expect(changed).toBe(page.replace("old", "| new |"));
  expect(withTable(changed, "a", "old", "page.md")).toBe(page);
  expect(withTable(page, "b", "x", "page.md")).toContain("<!-- table:b -->\n\nx\n\n<!-- /table -->\n");
});

test.each(["# Title\n", "<!-- table:c -->\n", "<!-- /table --> <!-- table:c -->"])("refuses %j", (text) => {
  expect(() => withTable(text, "c", "x", "page.md")).toThrow(
    /^page\.md has no place for the table of c\. Tip: .*:c -->/,
  );
});

import { expect, it } from "vitest";
import { withTable } from "./page.ts";

it("replaces what stands between the markers and nothing else", () => {
  const page = "# Title\n\n<!-- chaos -->\n\nold\n\n<!-- /chaos -->\n\nRest, and old too.\n";
  const expected = "# Title\n\n<!-- chaos -->\n\nnew\n\n<!-- /chaos -->\n\nRest, and old too.\n";
  expect(withTable(page, "new")).toBe(expected);
  expect(() => withTable("# Title\n", "new")).toThrow('no "<!-- chaos --> … <!-- /chaos -->"');
});

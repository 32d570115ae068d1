import { describe, expect, it } from "vitest";
import { withSection } from "./page.ts";

const page = "# Title\n\n<!-- bench: rows -->\n\nold\n\n<!-- end of rows -->\n\nRest, and old too.\n";

describe("withSection", () => {
  it("replaces what stands between the markers and nothing else", () => {
    const expected = "# Title\n\n<!-- bench: rows -->\n\nnew\n\n<!-- end of rows -->\n\nRest, and old too.\n";
    expect(withSection(page, "rows", "new")).toBe(expected);
    expect(withSection(expected, "rows", "new")).toBe(expected);
  });

  it("names the markers that a page lacks", () => {
    expect(() => withSection(page, "profile", "new")).toThrow('no "<!-- bench: profile --> … <!-- end of profile -->"');
  });
});

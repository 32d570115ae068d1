import path from "node:path";
import { expect, it } from "vitest";
import { shortcutsPage } from "./shortcuts-page.ts";

it("docs/shortcuts.md says what the commands are now", async () => {
  await expect(shortcutsPage()).toMatchFileSnapshot(path.resolve(import.meta.dirname, "../../docs/shortcuts.md"));
});

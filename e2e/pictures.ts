/** `npm run pictures`: trains the planar peg and takes the README's pictures of the window. */
import path from "node:path";
import { expect, inject, it } from "vitest";
import { emptyFolder, guidepost, root } from "./setup/command.ts";
import { openDesktop } from "./setup/desktop.ts";
import { paint } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const iterations = 20;

it("takes the README's pictures", async () => {
  expect(inject("stage").electron.missing).toBeNull();
  const folder = emptyFolder("pictures");
  const project = path.join(folder, "project");
  await guidepost(folder, "train", "peg2d", "--iterations", String(iterations), "--project", project);
  const desktop = await openDesktop(folder);
  const bench = workbench(desktop.page);
  await bench.learned(iterations);
  await desktop.resize(1440, 900);
  await bench.pictureAt(1);
  // A picture has no use for the focus that setting the time has left.
  await desktop.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (const theme of ["light", "dark"] as const) {
    await paint(desktop.page, theme, path.join(root, `docs/images/workbench-${theme}.png`));
  }
  await desktop.close();
});

/**
 * `npm run pictures`: trains every task for a while; takes the README's pictures of the window, and the tasks' of the
 * scene, of which the welcome has small copies.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, inject, it } from "vitest";
import { emptyFolder, guidepost, root } from "./setup/command.ts";
import { openDesktop } from "./setup/desktop.ts";
import { paint, showTheme } from "./setup/screenshots.ts";
import { thumbnail } from "./setup/thumbnail.ts";
import { workbench } from "./setup/workbench.ts";

const iterations = 20;

/** Iterations that each task is trained for, and the time of the rollout that is shown [s]. */
const poses = {
  peg2d: { iterations: 12, at: 0.3 },
  peg3d: { iterations: 16, at: 0.4 },
  octopus: { iterations: 20, at: 1.2 },
  swimmer: { iterations: 20, at: 12 },
  walker: { iterations: 8, at: 1.1 },
};

it("takes the README's pictures", async () => {
  expect(inject("stage").electron.missing).toBeNull();
  const folder = emptyFolder("pictures");
  const project = path.join(folder, "project");
  await guidepost(folder, "train", "peg2d", "--iterations", String(iterations), "--project", project);
  const desktop = await openDesktop(folder);
  const bench = workbench(desktop.page);
  await bench.reached(iterations);
  await desktop.resize(1440, 900);
  await bench.pictureAt(1);
  // A picture has no use for the focus that setting the time has left.
  await desktop.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (const theme of ["light", "dark"] as const) {
    await paint(desktop.page, theme, path.join(root, `docs/images/workbench-${theme}.png`));
  }
  await desktop.close();
});

it.each(Object.entries(poses))("takes the pictures of %s", async (task, { iterations, at }) => {
  expect(inject("stage").electron.missing).toBeNull();
  const folder = emptyFolder(`pictures-${task}`);
  const project = path.join(folder, "project");
  await guidepost(folder, "train", task, "--iterations", String(iterations), "--project", project);
  const desktop = await openDesktop(folder);
  const bench = workbench(desktop.page);
  await bench.reached(iterations);
  await desktop.resize(1440, 900);
  for (const theme of ["light", "dark"] as const) {
    await showTheme(desktop.page, theme);
    const picture = path.join(root, `docs/images/${task}-${theme}.png`);
    await writeFile(picture, await bench.pictureAt(at));
    const small = path.join(root, `renderer/welcome/pictures/${task}-${theme}.webp`);
    await writeFile(small, await thumbnail(desktop.page, picture, 384, 240));
  }
  await desktop.close();
});

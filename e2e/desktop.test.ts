/** The first run in the real Electron shell. */
import { afterEach, describe, expect, inject, it } from "vitest";
import { emptyFolder } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { screenshots } from "./setup/screenshots.ts";
import { cancelMidway, findRunAgain, togglePlayback, trainAndWatch } from "./setup/story.ts";

describe.skipIf(inject("stage").electron.missing)("the workbench on the desktop", () => {
  const folder = emptyFolder("desktop");
  let desktop: Desktop;
  afterEach(() => desktop.close());

  it("trains, shows the arm move, and says nothing amiss", async () => {
    desktop = await openDesktop(folder);
    await trainAndWatch(desktop.page);
    await togglePlayback(desktop.page);
    await screenshots(desktop.page, "desktop", desktop.resize);
    expect(desktop.complaints.list).toEqual([]);
  });

  it("still has the run after another start, and cancels one", async () => {
    desktop = await openDesktop(folder);
    await findRunAgain(desktop.page);
    await cancelMidway(desktop.page);
    expect(desktop.complaints.list).toEqual([]);
  });
});

/** The first-run story in the real Electron, by the keyboard alone: open, train, watch, compare, export. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { emptyFolder } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { savedFile, saveInto } from "./setup/downloads.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 180_000, interval: 100 };

describe.skipIf(inject("stage").electron.missing)("a person without a mouse", () => {
  const folder = emptyFolder("keyboard");
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await openDesktop(folder);
    await saveInto(folder, desktop);
  });
  afterAll(() => desktop?.close());

  const press = async (...keys: string[]) => {
    for (const key of keys) await desktop.page.keyboard.press(key);
  };
  /** Accessible name of what has the focus, as far as these screens need it. */
  const focused = () =>
    desktop.page.evaluate(() => {
      const at = document.activeElement as (HTMLElement & { labels?: NodeListOf<HTMLLabelElement> }) | null;
      return at?.getAttribute("aria-label") ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? "";
    });
  /** Goes on with the Tab key until something of this name has the focus. */
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 80; i++) {
      if (name.test(await focused())) return;
      await press("Tab");
    }
    throw new Error(`The Tab key does not come to ${name}.`);
  };
  const overwrite = async (text: string) => {
    await press("Control+A");
    await desktop.page.keyboard.type(text);
  };
  const seconds = async () =>
    Number(await desktop.page.getByRole("slider", { name: "Time", exact: true }).inputValue());

  it("opens the workbench, and trains the first robot with Enter", async () => {
    await desktop.page.getByRole("dialog", { name: "Welcome to Guidepost" }).waitFor(patience);
    expect(await focused()).toMatch(/^Train /);
    await press("Enter");
    const points = () => workbench(desktop.page).points();
    await expect.poll(points, patience).toBeGreaterThan(1);
    await press("Control+.");
    await workbench(desktop.page).runIs("cancelled");
  });

  it("watches it, there and back", async () => {
    await press("Control+3");
    expect(await focused()).toContain("drag to orbit");
    await press("k", "Home");
    expect(await seconds()).toBe(0);
    await press(".", ".", ",");
    const dt = Number(await desktop.page.getByRole("slider", { name: "Time", exact: true }).getAttribute("step"));
    expect(await seconds()).toBeCloseTo(dt);
    await press("Space");
    await expect.poll(workbench(desktop.page).playing, patience).toBe(true);
    await press("Space");
    await expect.poll(workbench(desktop.page).playing, patience).toBe(false);
    await press("PageUp");
    const [scene, newest] = [workbench(desktop.page).scene, await workbench(desktop.page).points()];
    await expect.poll(() => scene.getAttribute("data-iteration"), patience).toBe(String(newest - 1));
  });

  it("trains another with settings of its own", async () => {
    await press("Control+8");
    for (const [name, value] of Object.entries({ Seed: "2", Iterations: "2", Samples: "3" })) {
      await tabTo(new RegExp(`^${name}`));
      await overwrite(value);
    }
    await press("Control+Enter");
    await workbench(desktop.page).learned(2);
    await workbench(desktop.page).runIs("completed");
  });

  it("compares both, by their curves and by their rollouts", async () => {
    await press("Control+4");
    await expect.poll(focused, patience).toBe("Search runs");
    await press("ArrowDown", "Home", "Shift+ArrowDown", "Control+Shift+K");
    const compare = desktop.page.getByTestId("compare");
    await expect.poll(() => compare.getAttribute("data-entries"), patience).toBe("2");
    await expect.poll(focused, patience).toBe("Curves");
    await press("ArrowRight");
    for (const name of ["first", "second"])
      await desktop.page.locator(`[data-testid=scene-${name}][data-ready=true]`).waitFor(patience);
    await press("k");
    await tabTo(/^Play/);
    await press("Home", ".", ".");
    for (const name of ["first", "second"]) {
      const frame = () => desktop.page.getByTestId(`scene-${name}`).getAttribute("data-frame");
      await expect.poll(frame, patience).toBe("2");
    }
  });

  it("exports what was learnt, and is told how the file did", async () => {
    await workbench(desktop.page).command("export policy onnx");
    await desktop.page.getByRole("dialog", { name: /^Export run 2/ }).waitFor();
    await tabTo(/^Export$/);
    await press("Enter");
    const file = readFileSync(await savedFile(folder, ".onnx", desktop));
    // An ONNX file begins with its IR version, field 1 of the message.
    expect([...file.subarray(0, 2)]).toEqual([0x08, 8]);
    await desktop.page.getByTestId("self-test").waitFor(patience);
    await press("Escape");
    expect(await desktop.page.getByRole("dialog").count()).toBe(0);
    expect(desktop.complaints.list).toEqual([]);
  });
});

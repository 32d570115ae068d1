/** Screens that a first run does not come by: policies, and rollouts that are compared. */
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { violations } from "./setup/axe.ts";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder, guidepost } from "./setup/command.ts";
import { screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 120_000, interval: 100 };
const { chromium } = inject("stage");

/** Takes the pictures of a screen, and has axe look at it in both themes. */
async function look(page: Page, name: string): Promise<void> {
  await screenshots(page, `state-${name}`, (width, height) => page.setViewportSize({ width, height }));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
  }
}

const openPanel = (page: Page, title: string) => page.locator(".panel-title", { hasText: title }).click();

describe.skipIf(chromium.missing)("a run with a policy", () => {
  const folder = emptyFolder("policy");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    const sizes = ["--iterations", "2", "--samples", "3", "--project", path.join(folder, "project")];
    await guidepost(folder, "train", "peg2d", "--method", "gps", "--conditions", "slots", ...sizes);
    served = await openBrowser(folder);
    page = served.page;
    page.setDefaultTimeout(120_000);
  });
  afterAll(() => served?.close());

  it("shows its conditions, and how far the policy is from the controllers", async () => {
    await workbench(page).learned(2);
    await openPanel(page, "Conditions and policy");
    await page.getByRole("button", { name: "Signals" }).click();
    await page.getByLabel("Policy's deviation, KL", { exact: true }).check();
    await page.keyboard.press("Escape");
    await page.locator(".track-name", { hasText: "Policy's deviation" }).waitFor();
    await page.getByRole("button", { name: "Network rollouts" }).click();
    await page.getByTestId("network-legend").waitFor();
    await look(page, "policy");
  });

  it("compares two rollouts of it in sync, in two scenes and in one", async () => {
    await openPanel(page, "Runs table");
    await page.getByRole("treegrid", { name: "Runs" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+Shift+K");
    await workbench(page).command("compare rollouts");
    const scene = (name: string) => page.locator(`[data-testid=scene-${name}][data-ready=true]`);
    await scene("first").waitFor();
    await scene("second").waitFor();
    expect(await page.getByRole("slider", { name: "Iteration of the first rollout" }).inputValue()).toBe("0");
    // The panel's keys lead to the view that is chosen.
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+5");
    await expect.poll(() => page.locator("label:has(input:focus)").textContent(), patience).toBe("Rollouts");
    await page.getByRole("slider", { name: "Time", exact: true }).fill("4");
    const dt = Number(await page.getByRole("slider", { name: "Time", exact: true }).getAttribute("step"));
    for (const name of ["first", "second"])
      await expect.poll(() => scene(name).getAttribute("data-frame"), patience).toBe(String(Math.round(4 / dt)));
    await look(page, "compare-split");
    await page.getByText("In one scene", { exact: true }).click();
    await scene("both").waitFor();
    await look(page, "compare-overlaid");
    expect(served.complaints.list).toEqual([]);
  });
});

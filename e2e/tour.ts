/** `npm run pictures`: trains a project of runs, and takes the pictures of `docs/workbench.md`, screen by screen. */
import { mkdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openBrowser, type Served } from "./setup/browser.ts";
import { viewport } from "./setup/chromium.ts";
import { emptyFolder, guidepost, root } from "./setup/command.ts";
import { paint } from "./setup/screenshots.ts";
import { thumbnail } from "./setup/thumbnail.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 120_000, interval: 100 };
const pictures = path.join(root, "docs/images/tour");
const folder = emptyFolder("tour");

let served: Served;
let page: Page;

beforeAll(async () => {
  expect(inject("stage").chromium.missing).toBeNull();
  mkdirSync(pictures, { recursive: true });
  const project = ["--project", path.join(folder, "project")];
  await guidepost(folder, "train", "walker", "--iterations", "8", ...project);
  const sizes = ["--iterations", "14", "--conditions", "slots"];
  await guidepost(folder, "train", "peg2d", "--method", "gps", ...sizes, ...project);
  const sweep = ["--sweep", "seed=1..3", "--sweep", "klStep=0.5,2"];
  await guidepost(folder, "train", "peg2d", "--iterations", "12", ...sweep, ...project);
  served = await openBrowser(folder);
  page = served.page;
  page.setDefaultTimeout(patience.timeout);
  await workbench(page).ready();
}, 600_000);
afterAll(() => served?.close());

const open = (title: string) => page.locator(".panel-title", { hasText: title }).click();
const grid = () => page.getByRole("treegrid", { name: "Runs" });
const chosen = (name: RegExp) => page.getByTestId("runs").getByRole("option", { name }).first();

const command = (words: string) => workbench(page).command(words);

/** Keeps what is seen, in both themes. */
async function take(name: string, seen = page): Promise<void> {
  // A picture has no use for a ring round what was pressed last.
  await seen.evaluate(() => document.querySelector("dialog") ?? (document.activeElement as HTMLElement | null)?.blur());
  for (const theme of ["light", "dark"] as const) {
    const picture = path.join(folder, `${name}.png`);
    await paint(seen, theme, picture);
    const small = await thumbnail(page, picture, viewport.width, viewport.height);
    await writeFile(path.join(pictures, `${name}-${theme}.webp`), small);
    await rm(picture);
  }
  await seen.emulateMedia({ colorScheme: "light" });
}

/** Shows or hides what acts on the robot. */
async function layers(shown: boolean): Promise<void> {
  await page.getByRole("button", { name: "Show", exact: true }).click();
  for (const layer of ["Contact forces", "Centre of mass"]) await page.getByLabel(layer).setChecked(shown);
  await page.keyboard.press("Escape");
}

it("a walker with its forces and its timelines", async () => {
  await chosen(/Walker/).click();
  await workbench(page).reached(8);
  await layers(true);
  await page.getByRole("button", { name: "Signals", exact: true }).click();
  await page.getByRole("group", { name: "Signals" }).getByRole("checkbox", { name: "Feedback gains" }).check();
  await page.keyboard.press("Escape");
  await workbench(page).pictureAt(1.1);
  await take("scene");
});

it("the runs table, its seeds folded", async () => {
  await open("Runs table");
  await page.getByRole("button", { name: "Group seeds" }).click();
  await grid().focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await take("library");
});

it("two settings of a sweep, compared", async () => {
  await grid().focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByTestId("library").getByRole("button", { name: "Compare", exact: true }).click();
  const compare = page.getByTestId("compare");
  await expect.poll(() => compare.getAttribute("data-entries"), patience).toBe("2");
  await compare.getByRole("button", { name: /^Pin / }).last().click();
  await compare.locator(".delta").first().waitFor();
  await command("maximise the active panel");
  await compare.locator(".compare-body").evaluate((body) => body.scrollTo(0, 0));
  await take("compare");
  await command("maximise the active panel");
});

it("two rollouts in one scene", async () => {
  await chosen(/Peg 2D.*seed 1.*KL step 2/).click();
  await open("Compare");
  await command("compare rollouts");
  await page.getByText("In one scene", { exact: true }).click();
  await page.locator("[data-testid=scene-both][data-ready=true]").waitFor();
  await page.getByRole("slider", { name: "Iteration of the second rollout" }).fill("0");
  await page.getByRole("slider", { name: "Time", exact: true }).fill("0.5");
  await take("rollouts");
});

it("a policy and its conditions", async () => {
  await open("Scene");
  await chosen(/Guided policy/).click();
  await workbench(page).reached(14);
  await open("Conditions and policy");
  await layers(false);
  await page.getByRole("button", { name: "Network rollouts" }).click();
  await page.getByTestId("network-legend").waitFor();
  await workbench(page).pictureAt(0.5);
  await take("policy");
});

it("an export, tried before it is written", async () => {
  await page.getByRole("button", { name: "Export…", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Export/ });
  await dialog.getByRole("combobox", { name: "Format" }).selectOption("bundle");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await download;
  await take("export");
  await page.keyboard.press("Escape");
});

it("a sweep in the form", async () => {
  await page.getByText("Sweep", { exact: true }).click();
  for (const [setting, values] of [
    ["Seed", "1..5"],
    ["KL step", "0.5, 1, 2"],
  ] as const) {
    await page.getByRole("combobox", { name: "Setting to sweep" }).selectOption(setting);
    await page.getByRole("button", { name: "Add to the sweep" }).click();
    await page.getByRole("textbox", { name: setting }).fill(values);
  }
  await page.getByText("Command line", { exact: true }).click();
  await take("sweep");
});

it("a report, in a browser without the program", async () => {
  const file = path.join(folder, "report.html");
  await guidepost(folder, "export", "1", "--format", "html", "--out", file, "--project", path.join(folder, "project"));
  const report = await page.context().browser()!.newPage({ viewport });
  await report.goto(pathToFileURL(file).href);
  await report.getByLabel("Frame").fill("110");
  await take("report", report);
  await report.close();
});

/** Playback by keys, timelines, layers of the scene, and what is saved of them, in a browser. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openBrowser, type Served } from "./setup/browser.ts";
import { emptyFolder, guidepost, root } from "./setup/command.ts";
import { differingPixels } from "./setup/pixels.ts";
import { paint, screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const patience = { timeout: 120_000, interval: 100 };
const iterations = 3;

describe.skipIf(inject("stage").chromium.missing)("scene and timelines", () => {
  const folder = emptyFolder("scene");
  let served: Served;
  let page: Page;
  beforeAll(async () => {
    const project = path.join(folder, "project");
    await guidepost(folder, "train", "walker", "--iterations", String(iterations), "--project", project);
    served = await openBrowser(folder);
    page = served.page;
  });
  afterAll(() => served?.close());

  /** Another page, which knows nothing of the workbench. */
  const newPage = async () => {
    const browser = page.context().browser();
    if (!browser) throw new Error("the page has no browser");
    return browser.newPage();
  };
  const time = () => page.getByRole("slider", { name: "Time", exact: true });
  const seconds = async () => Number(await time().inputValue());
  const open = (name: string) => page.getByRole("button", { name, exact: true }).click();

  it("shows the run", () => workbench(page).learned(iterations));

  it("is played by the keys of editors of moving pictures", async () => {
    await page.getByTestId("scene").locator("canvas").focus();
    for (const key of ["Home", ".", ".", ",", "Shift+ArrowRight"]) await page.keyboard.press(key);
    expect(await seconds()).toBeCloseTo(0.11);
    await page.keyboard.press("[");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("]");
    expect(await time().getAttribute("data-section")).toMatch(/^0\.11\d* 0\.41/);
    await page.keyboard.press("l");
    await expect.poll(() => workbench(page).playing(), patience).toBe(true);
    await page.waitForTimeout(1500);
    expect(await seconds()).toBeLessThan(0.42);
    await page.keyboard.press("k");
    await page.keyboard.press("\\");
    expect(await time().getAttribute("data-section")).toBeNull();
  });

  it("draws the signals that are chosen, zoomed together", async () => {
    await open("Signals");
    for (const name of ["States [rad]", "Actions [N·m]", "Feedback gains", "Action noise", "Model's error"])
      await page.getByLabel(name, { exact: true }).check();
    await page.keyboard.press("Escape");
    const tracks = page.locator(".track");
    await expect.poll(() => tracks.count(), patience).toBe(6);
    const error = page.getByTestId("track-model");
    // The times stay in sight below those that have room.
    const bottom = async (part: string) => {
      const box = await page.locator(part).boundingBox();
      return Math.round((box?.y ?? 0) + (box?.height ?? 0));
    };
    expect(await page.locator(".tracks").evaluate((all) => all.scrollHeight > all.clientHeight)).toBe(true);
    expect(await bottom(".time-axis")).toBe(await bottom(".tracks"));
    expect(await page.locator(".time-axis").textContent()).toMatch(/^0 s.*5 s$/);
    await expect.poll(() => error.textContent(), patience).toMatch(/^Model's errore \d[\d.]*.×$/);
    await page.getByRole("button", { name: "Show less time, round the cursor" }).click();
    await page.getByRole("button", { name: "Show more time" }).click();
  });

  it("tells the time and the values under the pointer", async () => {
    const place = await page.locator(".track canvas").first().boundingBox();
    if (!place) throw new Error("no track is drawn");
    const moments = page.getByTestId("timelines").getByText(/^\d\.\d\d\ss$/);
    const at: number[] = [];
    for (const share of [0.4, 0.7]) {
      await page.mouse.move(place.x + share * place.width, place.y + place.height / 2);
      await moments.waitFor();
      at.push(Number.parseFloat((await moments.textContent()) ?? ""));
    }
    expect(at[1]! - at[0]!).toBeGreaterThan(0.5);
    await page.mouse.move(0, 0);
    await expect.poll(() => moments.count(), patience).toBe(0);
  });

  it("draws a body that is chosen before everything else", async () => {
    const first = page.locator(".track").first();
    await open("Signals");
    await page.getByRole("combobox", { name: "Body" }).selectOption("right_thigh");
    await expect.poll(() => first.textContent(), patience).toContain("right_thigh, place");
    await page.getByRole("combobox", { name: "Body" }).selectOption("");
    await page.keyboard.press("Escape");
    await expect.poll(() => first.textContent(), patience).toContain("Cost");
  });

  it("says of the first iteration that no model was there before", async () => {
    const { sceneShows, button } = workbench(page);
    for (let i = iterations; i > 1; i--) await button("Previous iteration").click();
    await sceneShows(1);
    await page.getByText("None of these samples").waitFor();
    expect(await page.locator(".track").count()).toBe(5);
    for (let i = iterations; i > 1; i--) await button("Next iteration").click();
    await sceneShows(iterations);
    await page.getByTestId("track-model").waitFor();
  });

  it("lays spread, history, forces and ranges over the robot", async () => {
    const { pictureAt } = workbench(page);
    const before = await pictureAt(1);
    await open("Show");
    for (const name of ["Earlier tip traces", "Spread of the tip", "Contact forces, centre of mass", "Joint ranges"])
      await page.getByLabel(name, { exact: true }).check();
    await page.keyboard.press("Escape");
    await expect
      .poll(async () => differingPixels(page, before, await pictureAt(1)), { timeout: 120_000, interval: 1000 })
      .toBeGreaterThan(0.004);
    await open("Show");
    await page.getByLabel("Legend", { exact: true }).check();
    await page.keyboard.press("Escape");
    await screenshots(page, "scene", (width, height) => page.setViewportSize({ width, height }));
  });

  /** What Save hands over, as a file. */
  async function saved(format: string, size: string | null): Promise<string> {
    await open("Export");
    await page.getByLabel("As", { exact: true }).selectOption(format);
    if (size) await page.getByLabel("Size", { exact: true }).selectOption(size);
    const coming = page.waitForEvent("download", { timeout: 240_000 });
    await open("Save");
    const download = await coming;
    await page.keyboard.press("Escape");
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }

  it("saves a picture of the size that was asked for", async () => {
    const png = readFileSync(await saved("png", "640 × 360"));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 360]);
  });

  it("saves films that another reader plays", async () => {
    await page.getByTestId("scene").locator("canvas").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("[");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("]");
    const gif = readFileSync(await saved("gif", "640 × 360"));
    expect([gif.toString("latin1", 0, 6), gif.readUInt16LE(6), gif.readUInt16LE(8)]).toEqual(["GIF89a", 640, 360]);
    const webm = readFileSync(await saved("webm", "640 × 360"));
    const viewer = await newPage();
    const film = await viewer.evaluate(
      async (address) => {
        const video = document.createElement("video");
        video.muted = true;
        video.src = address;
        await new Promise((ready, failed) => {
          video.onloadeddata = ready;
          video.onerror = failed;
        });
        return [video.videoWidth, video.videoHeight, video.duration];
      },
      `data:video/webm;base64,${webm.toString("base64")}`,
    );
    await viewer.close();
    expect(film).toEqual([640, 360, expect.closeTo(0.44, 1)]);
  });

  it("saves a report that opens without a server, and plays", async () => {
    const file = await saved("html", null);
    const report = await newPage();
    const requests: string[] = [];
    report.on("request", (request) => requests.push(request.url()));
    await report.goto(pathToFileURL(file).href);
    const canvas = report.locator("canvas");
    const first = await canvas.screenshot();
    await report.getByLabel("Frame").fill("40");
    expect(await differingPixels(page, first, await canvas.screenshot())).toBeGreaterThan(0.002);
    expect(requests).toEqual([pathToFileURL(file).href]);
    await paint(report, "light", path.join(root, "test-output/screenshots/report-light.png"));
    await paint(report, "dark", path.join(root, "test-output/screenshots/report-dark.png"));
    await report.close();
  });

  it("had nothing to complain of", () => expect(served.complaints.list).toEqual([]));
});

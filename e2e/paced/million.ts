/** What a million points cost the window while somebody pans over them, and twenty ghosts while they are played. */
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { openProject } from "../../main/projects/project.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { viewport } from "../setup/chromium.ts";
import { drawAsACard, takeForACard } from "./as-a-card.ts";
import type { Figure } from "./figures.ts";
import { fillOneRun } from "./library.ts";
import { serve } from "./served.ts";
import { tasksOf } from "./tasks.ts";

/** A frame's share of a second of 60 [ms]. */
const FRAME = 16.7;
const PANS = 150;
const PLAY_MS = 8000;
const SETTLED_MS = 4000;
/** What a slow graphics card may take for a picture of them [ms]. */
const CARD_MS = 12;
/** A frame may be lost to what else the machine does. */
const PICTURES = 59;
const long = { samples: 2, steps: 100_000 };
const POINTS = 1_000_000;
const PLAYING = "playing 20 ghosts";
const ghosts = { samples: 20, steps: 800 };

export async function panAMillion(browser: Browser, folder: string): Promise<Figure[]> {
  return withRun(browser, path.join(folder, "long"), long, async (page) => {
    await page.getByRole("button", { name: "Signals", exact: true }).click();
    const signals = page.getByRole("group", { name: "Signals" });
    for (const box of await signals.getByRole("checkbox").all()) await box.check();
    const body = signals.getByRole("combobox", { name: "Body" });
    await body.selectOption({ index: 1 });
    await page.keyboard.press("Escape");
    // The numbers come from the engine, and the charts are made.
    await page.waitForTimeout(SETTLED_MS);
    const lines = await page.locator(".track .legend-entry").count();
    await page.getByRole("button", { name: "Show less time, round the cursor" }).click();
    let rate = 0;
    const tasks = await tasksOf(browser, page, async () => {
      rate = await page.evaluate(pan, PANS);
    });
    const points = lines * long.steps;
    if (points < POINTS) throw new Error(`the timelines have ${points} points only`);
    const what = `a pan over ${(points / 1e6).toFixed(1)} million points`;
    const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0);
    return [
      { what: `${what}, the main thread's work of a step`, value: busy / PANS, unit: "ms", target: FRAME },
      { what: `${what}, steps shown in a second`, value: rate, unit: "", target: null },
    ];
  });
}

/** Played as the processor draws them, and what each picture would ask of a graphics card. */
export async function playGhosts(browser: Browser, folder: string): Promise<Figure[]> {
  return withRun(browser, path.join(folder, "ghosts"), ghosts, async (page) => {
    await page.keyboard.press("l");
    await page.waitForTimeout(SETTLED_MS / 2);
    const { pictures } = await page.evaluate(countPictures, PLAY_MS);
    const asked = await page.evaluate(countDrawings, SETTLED_MS);
    const drawn = `${PLAYING}, pictures in a second, drawn by the processor`;
    return [
      { what: drawn, value: (1000 * pictures) / PLAY_MS, unit: "", target: null },
      { what: "a picture of 20 ghosts, drawings asked of the card", value: asked.calls, unit: "", target: null },
      { what: "… triangles in them, shadows among them", value: asked.triangles, unit: "", target: null },
      { what: "… sent to the card for them", value: asked.bytes / 1000, unit: "kB", target: null },
    ];
  });
}

/** The whole window at work as it is beside a graphics card; and how long the processor takes in the card's place. */
export async function playGhostsAsACard(browser: Browser, folder: string): Promise<Figure[]> {
  const play = async (page: Page) => {
    await page.keyboard.press("l");
    await page.waitForTimeout(SETTLED_MS / 2);
    return (await page.evaluate(countPictures, PLAY_MS)).pictures;
  };
  const measure = async (page: Page): Promise<Figure[]> => {
    const pictures = await play(page);
    let frames = 0;
    const tasks = await tasksOf(browser, page, async () => {
      frames = (await page.evaluate(countPictures, PLAY_MS)).frames;
    });
    const busy = tasks.reduce((sum, { cpu }) => sum + cpu, 0);
    const rate = `${PLAYING}, pictures in a second, beside a card that takes ${CARD_MS} ms for one`;
    return [
      { what: rate, value: (1000 * pictures) / PLAY_MS, unit: "", target: PICTURES, least: true },
      { what: "… the main thread's work of a frame", value: busy / frames, unit: "ms", target: FRAME },
    ];
  };
  const byProcessor = async (page: Page): Promise<Figure[]> => {
    const value = PLAY_MS / (await play(page));
    return [{ what: "a picture as fine as a card's, drawn by the processor", value, unit: "ms", target: null }];
  };
  return [
    ...(await withRun(browser, path.join(folder, "card"), ghosts, measure, (page) => drawAsACard(page, CARD_MS))),
    ...(await withRun(browser, path.join(folder, "fine"), ghosts, byProcessor, takeForACard)),
  ];
}

async function withRun(
  browser: Browser,
  folder: string,
  sizes: { samples: number; steps: number },
  measure: (page: Page) => Promise<Figure[]>,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Figure[]> {
  const project = openProject(folder, "write");
  fillOneRun(project.store, taskDescriptions, sizes);
  project.close();
  const { url, stop } = await serve(folder);
  const page = await browser.newPage({ viewport });
  try {
    page.setDefaultTimeout(120_000);
    await prepare(page);
    await page.goto(url);
    await page.locator("[data-testid=scene][data-ready=true]").waitFor();
    return await measure(page);
  } finally {
    await page.close();
    await stop();
  }
}

/** Pans once a frame, there and back; how many frames there were in a second. Runs in the page. */
async function pan(steps: number): Promise<number> {
  const chart = document.querySelector(".tracks .u-over");
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const start = performance.now();
  for (let i = 0; i < steps; i++) {
    const deltaX = i < steps / 2 ? 6 : -6;
    chart?.dispatchEvent(new WheelEvent("wheel", { deltaX, bubbles: true, cancelable: true }));
    await frame();
  }
  return (1000 * steps) / (performance.now() - start);
}

/** Frames of the window, and pictures of the scene, meanwhile. Runs in the page. */
async function countPictures(milliseconds: number): Promise<{ frames: number; pictures: number }> {
  const counted = { frames: 0, pictures: 0 };
  const watched = new MutationObserver(() => counted.pictures++);
  const scene = document.querySelector("[data-testid=scene]");
  if (scene) watched.observe(scene, { attributeFilter: ["data-frame"] });
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    counted.frames++;
  }
  watched.disconnect();
  return counted;
}

/** What a picture of the scene asks of the graphics card, on average over the pictures meanwhile. Runs in the page. */
async function countDrawings(milliseconds: number): Promise<{ calls: number; triangles: number; bytes: number }> {
  const gl = WebGL2RenderingContext.prototype;
  const own = {
    drawElements: gl.drawElements,
    drawElementsInstanced: gl.drawElementsInstanced,
    drawArrays: gl.drawArrays,
    bufferSubData: gl.bufferSubData as (...args: unknown[]) => void,
  };
  const asked = { calls: 0, triangles: 0, bytes: 0 };
  const draw = (mode: number, vertices: number, instances = 1) => {
    asked.calls++;
    if (mode === gl.TRIANGLES) asked.triangles += (vertices / 3) * instances;
  };
  Object.assign(gl, {
    drawElements(this: WebGL2RenderingContext, ...args: Parameters<typeof own.drawElements>) {
      draw(args[0], args[1]);
      own.drawElements.apply(this, args);
    },
    drawElementsInstanced(this: WebGL2RenderingContext, ...args: Parameters<typeof own.drawElementsInstanced>) {
      draw(args[0], args[1], args[4]);
      own.drawElementsInstanced.apply(this, args);
    },
    drawArrays(this: WebGL2RenderingContext, ...args: Parameters<typeof own.drawArrays>) {
      draw(args[0], args[2]);
      own.drawArrays.apply(this, args);
    },
    bufferSubData(this: WebGL2RenderingContext, ...args: unknown[]) {
      asked.bytes += (args[2] as ArrayBufferView).byteLength;
      own.bufferSubData.apply(this, args);
    },
  });
  let pictures = 0;
  const watched = new MutationObserver(() => pictures++);
  const scene = document.querySelector("[data-testid=scene]");
  if (scene) watched.observe(scene, { attributeFilter: ["data-frame"] });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  watched.disconnect();
  Object.assign(gl, own);
  return { calls: asked.calls / pictures, triangles: asked.triangles / pictures, bytes: asked.bytes / pictures };
}

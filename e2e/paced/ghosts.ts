/**
 * What twenty ghosts cost the window while they are played: drawn by the processor, and beside a graphics card that
 * takes its time for each picture.
 */
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { drawAsACard, takeForACard } from "./as-a-card.ts";
import { type Figure, FRAME } from "./figures.ts";
import { tasksOf } from "./tasks.ts";
import { withRun } from "./with-run.ts";

/** Until the playback has begun, how long pictures are counted, and how long what they ask of a card [ms]. */
const [BEGUN_MS, PLAY_MS, COUNT_MS] = [2000, 8000, 4000];
/** What a slow graphics card may take for a picture of them [ms]. */
const CARD_MS = 12;
/** A frame may be lost to what else the machine does. */
const PICTURES = 59;
const PLAYING = "playing 20 ghosts";
const ghosts = { samples: 20, steps: 800 };

/** Played as the processor draws them, and what each picture would ask of a graphics card. */
export async function playGhosts(browser: Browser, folder: string): Promise<Figure[]> {
  return withRun(browser, path.join(folder, "ghosts"), ghosts, async (page) => {
    await page.keyboard.press("l");
    await page.waitForTimeout(BEGUN_MS);
    const { pictures } = await page.evaluate(countPictures, PLAY_MS);
    const asked = await page.evaluate(countDrawings, COUNT_MS);
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
    await page.waitForTimeout(BEGUN_MS);
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

/** A small copy of a picture. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** WebP of a PNG file, cut to fill the size; any page will do to draw it. */
export async function thumbnail(page: Page, file: string, width: number, height: number): Promise<Buffer> {
  const source = `data:image/png;base64,${(await readFile(file)).toString("base64")}`;
  const small = await page.evaluate(drawSmall, { source, width, height });
  return Buffer.from(small.slice(small.indexOf(",") + 1), "base64");
}

/** Runs in the page. */
async function drawSmall({ source, width, height }: { source: string; width: number; height: number }) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const scale = Math.max(width / image.width, height / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
  return canvas.toDataURL("image/webp", 0.85);
}

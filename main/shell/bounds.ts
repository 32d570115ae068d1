/** Where the window stood when it was closed, kept in one small file of the user's data folder. */
import { renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { readWithin } from "../files.ts";

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(640).max(16_384),
  height: z.int().min(480).max(16_384),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

/** Far above any honest file [bytes]. */
const SIZE_LIMIT = 2 ** 16;
/** Overlap with a screen below which a title bar can no longer be grabbed [px]. */
const grabbable = 64;

/** The remembered bounds, or null when there are none, they are damaged, or their screen is gone. */
export function rememberedBounds(file: string, screens: Rectangle[]): WindowBounds | null {
  const bounds = read(file);
  return bounds !== null && screens.some((screen) => reaches(bounds, screen)) ? bounds : null;
}

/** Replaces the remembered bounds in one step. Throws when the folder cannot be written. */
export function rememberBounds(file: string, bounds: WindowBounds): void {
  writeFileSync(`${file}.new`, JSON.stringify(bounds));
  renameSync(`${file}.new`, file);
}

function read(file: string): WindowBounds | null {
  try {
    return boundsSchema.parse(JSON.parse(readWithin(file, SIZE_LIMIT).toString("utf8")));
  } catch {
    // No file at the first start; a damaged one is worth no message, the default place is as good.
    return null;
  }
}

function reaches(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const titleBar = window.y >= screen.y && window.y + grabbable <= screen.y + screen.height;
  return across >= grabbable && titleBar;
}

/** Pictures and films of what the scene shows. */
import { frameAt, type Section } from "../../app/playback.ts";
import { token } from "../../theme/theme.ts";
import type { Stage } from "../babylon/stage.ts";
import { gifOf, webmOf } from "./films.ts";
import { type Film, momentsOf } from "./frames.ts";
import { drawStrip, STRIP, type StripQuantity } from "./strip.ts";

export interface Shot {
  stage: Stage;
  /** For the timeline below; null without any. */
  quantity: StripQuantity | null;
  dt: number;
  duration: number;
}

export async function pictureOf(shot: Shot, film: Film, time: number): Promise<Blob> {
  const { canvas, paint, end } = begin(shot, film);
  try {
    await paint(time);
    return await canvas.convertToBlob({ type: "image/png" });
  } finally {
    end();
  }
}

/** `progress` is told the share that is done, and answers whether to go on. */
export async function filmOf(
  shot: Shot,
  film: Film,
  kind: "gif" | "webm",
  section: Section,
  progress: (share: number) => boolean,
): Promise<Blob> {
  const moments = momentsOf(section, film);
  const { canvas, paint, end } = begin(shot, film);
  let at = 0;
  const next = async () => {
    if (at >= moments.length || !progress(at / moments.length)) return false;
    await paint(moments[at++]!);
    return true;
  };
  try {
    return await (kind === "gif" ? gifOf : webmOf)(canvas, film.rate, next);
  } finally {
    end();
  }
}

/** A canvas of the film's size and what paints a moment on it. The stage draws for nobody else until `end`. */
function begin({ stage, quantity, dt, duration }: Shot, film: Film) {
  const canvas = new OffscreenCanvas(film.width, film.height);
  const context = canvas.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  const strip = film.timeline && quantity !== null;
  const height = strip ? Math.round(film.height * (1 - STRIP)) : film.height;
  const session = stage.capture(film.width, height);
  const look = {
    back: token("surface"),
    fill: token("series-1"),
    line: token("accent"),
    text: token("text"),
    muted: token("muted"),
    grid: token("grid"),
    family: token("font"),
  };
  const paint = async (time: number) => {
    const row = frameAt(time, dt, duration);
    await session.draw(row, (source) => context.drawImage(source, 0, 0, film.width, height));
    if (strip) drawStrip(context, film, quantity, { row, time, duration }, look);
    // The window has its turn between pictures.
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { canvas, paint, end: () => session.end() };
}

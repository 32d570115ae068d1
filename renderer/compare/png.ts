/** A picture as a PNG, drawn from the same marks in the window's own font. */
import { FONT_FAMILY, FONT_SIZE } from "./font.ts";
import type { Mark, Picture } from "./marks.ts";
import { pathOf } from "./svg.ts";

/** Pixels of the file by pixels of the screen, so that print is sharp. */
const SCALE = 2;

export async function pngOf({ width, height, marks }: Picture, ground: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.scale(SCALE, SCALE);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  for (const mark of marks) draw(context, mark);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large for a PNG"))),
      "image/png",
    ),
  );
}

function draw(context: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === "text") {
    context.globalAlpha = 1;
    context.font = `${mark.bold ? 600 : 400} ${FONT_SIZE}px ${FONT_FAMILY}`;
    context.fillStyle = mark.fill;
    context.textAlign = ({ start: "left", middle: "center", end: "right" } as const)[mark.anchor];
    context.fillText(mark.text, mark.x, mark.y);
    return;
  }
  context.globalAlpha = mark.opacity;
  if (mark.kind === "area") {
    context.fillStyle = mark.fill;
    context.fill(new Path2D(`${pathOf(mark.points)}Z`));
    return;
  }
  context.strokeStyle = mark.stroke;
  context.lineWidth = mark.width;
  context.lineJoin = "round";
  context.setLineDash([...mark.dash]);
  context.stroke(new Path2D(pathOf(mark.points)));
}

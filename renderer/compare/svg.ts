/** A picture as an SVG file that needs nothing else. */
import { FONT_FAMILY, FONT_SIZE } from "./font.ts";
import type { Mark, Picture, Point } from "./marks.ts";

export function svgOf({ width, height, marks }: Picture, ground: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${escaped(FONT_FAMILY)}" font-size="${FONT_SIZE}">\n`,
    `<rect width="100%" height="100%" fill="${ground}"/>\n`,
    ...marks.map((mark) => `${element(mark)}\n`),
    "</svg>\n",
  ].join("");
}

/** As the d of a path; a hundredth of a pixel is nothing that is seen. */
export function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
}

function element(mark: Mark): string {
  if (mark.kind === "text") {
    const weight = mark.bold ? ' font-weight="600"' : "";
    const place = `x="${mark.x.toFixed(2)}" y="${mark.y.toFixed(2)}" text-anchor="${mark.anchor}"`;
    return `<text ${place} fill="${mark.fill}"${weight}>${escaped(mark.text)}</text>`;
  }
  const d = pathOf(mark.points);
  if (mark.kind === "area") return `<path d="${d}Z" fill="${mark.fill}" fill-opacity="${mark.opacity}"/>`;
  const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(" ")}"` : "";
  const stroke = `stroke="${mark.stroke}" stroke-width="${mark.width}" stroke-opacity="${mark.opacity}"`;
  return `<path d="${d}" fill="none" ${stroke}${dash} stroke-linejoin="round"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

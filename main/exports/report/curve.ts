/** A quantity over the iterations as a small SVG picture: mean, band of a standard deviation, rejected ones hollow. */
import type { Iteration } from "../../engine/api.ts";
import { escaped } from "./escape.ts";

const WIDTH = 460;
const HEIGHT = 220;
const FRAME = { left: 56, right: WIDTH - 8, top: 8, bottom: HEIGHT - 24 };
const TICKS = 4;

interface Point {
  iteration: number;
  mean: number;
  std: number;
  accepted: boolean;
}

export function curveFigure(
  title: string,
  iterations: readonly Iteration[],
  quantity: (iteration: Iteration) => readonly [mean: number | null, std: number | null],
): string {
  const points = iterations.flatMap((one): Point[] => {
    const [mean, std] = quantity(one);
    return mean === null ? [] : [{ iteration: one.iteration, mean, std: std ?? 0, accepted: one.accepted }];
  });
  if (points.length === 0) return "";
  const last = Math.max(...points.map(({ iteration }) => iteration));
  const low = Math.min(0, ...points.map(({ mean, std }) => mean - std));
  const high = Math.max(...points.map(({ mean, std }) => mean + std), low + 1e-12);
  const x = (iteration: number) =>
    round(FRAME.left + ((iteration - 1) / Math.max(1, last - 1)) * (FRAME.right - FRAME.left));
  const y = (value: number) => round(FRAME.bottom - ((value - low) / (high - low)) * (FRAME.bottom - FRAME.top));
  const accepted = points.filter((point) => point.accepted);
  const edge = (sign: 1 | -1) => accepted.map(({ iteration, mean, std }) => `${x(iteration)},${y(mean + sign * std)}`);
  const band = [...edge(1), ...edge(-1).reverse()].join(" ");
  const line = accepted.map(({ iteration, mean }) => `${x(iteration)},${y(mean)}`).join(" ");
  const rejected = points
    .filter((point) => !point.accepted)
    .map(({ iteration, mean }) => `<circle class="rejected" cx="${x(iteration)}" cy="${y(mean)}" r="3.5"/>`);
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)} by iteration">
${ticks(low, high, y).join("")}<text x="${FRAME.left}" y="${HEIGHT - 6}">1</text>
<text x="${FRAME.right}" y="${HEIGHT - 6}" text-anchor="end">${last}</text>
<polygon class="band" points="${band}"/><polyline class="curve" points="${line}"/>${rejected.join("")}
</svg><figcaption>${escaped(title)}</figcaption></figure>`;
}

function ticks(low: number, high: number, y: (value: number) => number): string[] {
  return Array.from({ length: TICKS + 1 }, (_, i) => {
    const value = low + ((high - low) * i) / TICKS;
    return (
      `<line class="grid" x1="${FRAME.left}" x2="${FRAME.right}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text x="${FRAME.left - 6}" y="${y(value) + 4}" text-anchor="end">${Number(value.toPrecision(3))}</text>`
    );
  });
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

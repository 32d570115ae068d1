/**
 * A quantity over the iterations as a small SVG picture: mean, band of a standard deviation, rejected ones hollow; the
 * same of the policy beside it, dashed.
 */
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

/** Which line is whose, behind the title. */
const KEY = `<span class="key"><svg viewBox="0 0 24 8"><path class="curve" d="M0 4h24"/></svg> controllers
<svg viewBox="0 0 24 8"><path class="curve policy" d="M0 4h24"/></svg> policy</span>`;

const reach = ({ mean, std }: Point) => mean + std;

export function curveFigure(
  title: string,
  iterations: readonly Iteration[],
  quantity: (iteration: Iteration) => readonly [mean: number | null, std: number | null],
  policy: (iteration: Iteration) => number | null = () => null,
): string {
  const points = iterations.flatMap((one): Point[] => {
    const [mean, std] = quantity(one);
    return mean === null ? [] : [{ iteration: one.iteration, mean, std: std ?? 0, accepted: one.accepted }];
  });
  const learnt = iterations.flatMap((one) => {
    const value = policy(one);
    return value === null ? [] : [{ iteration: one.iteration, value }];
  });
  if (points.length === 0) return "";
  const last = Math.max(...points.map(({ iteration }) => iteration));
  const values = learnt.map(({ value }) => value);
  const least = Math.min(0, ...points.map(({ mean }) => mean), ...values);
  const greatest = Math.max(...points.map(reach), ...values);
  const step = tickStep(least, greatest);
  const low = Math.floor(least / step) * step;
  const high = Math.max(low + step, Math.ceil(greatest / step - 1e-9) * step);
  const x = (iteration: number) =>
    round(FRAME.left + ((iteration - 1) / Math.max(1, last - 1)) * (FRAME.right - FRAME.left));
  const y = (value: number) => round(FRAME.bottom - ((value - low) / (high - low)) * (FRAME.bottom - FRAME.top));
  const accepted = points.filter((point) => point.accepted);
  const edge = (sign: 1 | -1) =>
    accepted.map(({ iteration, mean, std }) => `${x(iteration)},${y(Math.max(low, mean + sign * std))}`);
  const band = [...edge(1), ...edge(-1).reverse()].join(" ");
  const line = accepted.map(({ iteration, mean }) => `${x(iteration)},${y(mean)}`).join(" ");
  const dashed = learnt.map(({ iteration, value }) => `${x(iteration)},${y(value)}`).join(" ");
  const rejected = points
    .filter((point) => !point.accepted)
    .map(({ iteration, mean }) => `<circle class="rejected" cx="${x(iteration)}" cy="${y(mean)}" r="3.5"/>`);
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)} by iteration">
${ticks(low, high, step, y).join("")}<text x="${FRAME.left}" y="${HEIGHT - 6}">1</text>
<text x="${FRAME.right}" y="${HEIGHT - 6}" text-anchor="end">${last}</text>
<polygon class="band" points="${band}"/><polyline class="curve" points="${line}"/>${rejected.join("")}
${learnt.length === 0 ? "" : `<polyline class="curve policy" points="${dashed}"/>`}</svg>
<figcaption>${escaped(title)}${learnt.length === 0 ? "" : KEY}</figcaption></figure>`;
}

/** The least of 1, 2 and 5 times a power of ten that divides a range into no more than so many parts. */
function tickStep(low: number, high: number): number {
  const least = Math.max(1e-12, high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}

function ticks(low: number, high: number, step: number, y: (value: number) => number): string[] {
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => {
    const value = low + i * step;
    return (
      `<line class="grid" x1="${FRAME.left}" x2="${FRAME.right}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text x="${FRAME.left - 6}" y="${y(value) + 4}" text-anchor="end">${tickWords(value, step)}</text>`
    );
  });
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** To the decimals that the step has, the same for all ticks of an axis. */
function tickWords(value: number, step: number): string {
  return value.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

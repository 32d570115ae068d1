/**
 * Learning curves as a picture: a line over the seeds, a band from the lowest seed to the highest, and dashed levels for
 * what does not learn from rollouts.
 */
import type { Curve, CurvePoint } from "./curves.ts";
import { type Scale, scales } from "./scale.ts";

const WIDTH = 760;
const HEIGHT = 440;
/** The frame that the curves are drawn in. */
const FRAME = { left: 76, right: WIDTH - 20, top: 74, bottom: HEIGHT - 52 };
const DASHES = ["", "9 4", "3 3", "12 4 2 4"];
const X_TICKS = 5;

/** Okabe–Ito; each dark enough for a light page or light enough for a dark one. */
const STYLE = `
  text { font: 13px Inter, system-ui, sans-serif; fill: var(--ink) }
  .tick { fill: var(--quiet); font-variant-numeric: tabular-nums }
  .grid { stroke: var(--hairline) }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round }
  .band { opacity: 0.14; stroke: none }
  .level { stroke: var(--ink); stroke-width: 1.25; stroke-dasharray: 6 5 }
  .level-title { paint-order: stroke; stroke: var(--page); stroke-width: 4; stroke-linejoin: round }
  svg { --page: #fcfcfd; --ink: #1d2025; --quiet: #5a606b; --hairline: #dfe2e7;
    --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #1d2025 }
  @media (prefers-color-scheme: dark) {
    svg { --page: #16181c; --ink: #e6e8eb; --quiet: #9ba1ab; --hairline: #2f333a;
      --s0: #56b4e9; --s1: #e69f00; --s2: #009e73; --s3: #e6e8eb }
  }`;

/** A value that is the same whatever the rollouts. */
export interface Level {
  title: string;
  value: number;
}

export interface Axes {
  title: string;
  x: string;
  y: string;
  scale: keyof typeof scales;
}

/** At most as many curves as there are dash patterns. */
export function learningFigure(curves: readonly Curve[], levels: readonly Level[], axes: Axes): string {
  const places = placesOf(curves, levels, axes.scale);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(axes.title)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="var(--page)"/>`,
    ...grid(places),
    ...curves.map(({ points }, i) => `<path class="band" fill="var(--s${i})" d="${bandPath(points, places)}"/>`),
    ...curves.map(
      ({ points }, i) => `<path class="line" ${strokeOf(i)} d="${linePath(points, ({ centre }) => centre, places)}"/>`,
    ),
    ...levelLines(levels, places),
    ...legend(curves),
    ...axisTitles(axes),
    "</svg>",
    "",
  ].join("\n");
}

/** Where things are drawn [pixels]. */
interface Places {
  rollouts: number;
  ticks: Scale["ticks"];
  x(rollouts: number): number;
  /** Values beyond the frame, Infinity too, are drawn on its edge. */
  y(value: number): number;
}

function placesOf(curves: readonly Curve[], levels: readonly Level[], scale: Axes["scale"]): Places {
  const points = curves.flatMap((curve) => curve.points);
  const rollouts = Math.max(1, ...points.map((point) => point.rollouts));
  const values = [
    ...points.flatMap(({ low, centre, high }) => [low, centre, high]),
    ...levels.map(({ value }) => value),
  ];
  const { ticks, share } = scales[scale](values);
  const { left, right, top, bottom } = FRAME;
  return {
    rollouts,
    ticks,
    x: (n) => left + ((right - left) * n) / rollouts,
    y: (value) => bottom - (bottom - top) * share(value),
  };
}

function grid({ ticks, rollouts, x, y }: Places): string[] {
  const { left, right, top, bottom } = FRAME;
  const rows = ticks.flatMap((value) => [
    `<path class="grid" d="M${left} ${pixel(y(value))}H${right}"/>`,
    `<text class="tick" text-anchor="end" x="${left - 8}" y="${pixel(y(value) + 4)}">${String(value).replace("-", "−")}</text>`,
  ]);
  const columns = Array.from({ length: X_TICKS + 1 }, (_, i) => (i * rollouts) / X_TICKS).flatMap((n) => [
    `<path class="grid" d="M${pixel(x(n))} ${top}V${bottom}"/>`,
    `<text class="tick" text-anchor="middle" x="${pixel(x(n))}" y="${bottom + 18}">${Number(n.toPrecision(3))}</text>`,
  ]);
  return [...rows, ...columns];
}

function linePath(points: readonly CurvePoint[], value: (point: CurvePoint) => number, { x, y }: Places): string {
  return `M${points.map((point) => `${pixel(x(point.rollouts))} ${pixel(y(value(point)))}`).join("L")}`;
}

/** Along the highest seeds and back along the lowest. */
function bandPath(points: readonly CurvePoint[], places: Places): string {
  const there = linePath(points, ({ high }) => high, places);
  const back = linePath(points.toReversed(), ({ low }) => low, places);
  return `${there}L${back.slice(1)}Z`;
}

/** Each with its name above it, one more to the left than the other, so that near ones do not cover each other. */
function levelLines(levels: readonly Level[], { y }: Places): string[] {
  const { left, right } = FRAME;
  return levels.flatMap(({ title, value }, i) => [
    `<path class="level" d="M${left} ${pixel(y(value))}H${right}"/>`,
    `<text class="level-title" text-anchor="end" x="${right - 6 - i * 170}" y="${pixel(y(value) - 6)}">${escaped(title)}</text>`,
  ]);
}

/** Two columns above the frame. */
function legend(curves: readonly Curve[]): string[] {
  return curves.flatMap(({ title }, i) => {
    const x = FRAME.left + (i % 2) * 330;
    const y = 24 + Math.floor(i / 2) * 22;
    return [
      `<path class="line" ${strokeOf(i)} d="M${x} ${y}h36"/>`,
      `<text x="${x + 46}" y="${y + 4}">${escaped(title)}</text>`,
    ];
  });
}

function axisTitles({ x, y }: Axes): string[] {
  const middle = (FRAME.top + FRAME.bottom) / 2;
  return [
    `<text text-anchor="middle" x="${(FRAME.left + FRAME.right) / 2}" y="${HEIGHT - 12}">${escaped(x)}</text>`,
    `<text text-anchor="middle" transform="translate(20 ${middle}) rotate(-90)">${escaped(y)}</text>`,
  ];
}

function strokeOf(series: number): string {
  const dash = DASHES[series];
  return `stroke="var(--s${series})"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
}

function pixel(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

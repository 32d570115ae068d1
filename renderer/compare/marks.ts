/** A picture as marks: what SVG, canvas and the screen draw alike, so that what is exported is what is seen. */
import { formatNumber, superscript } from "../app/format.ts";
import type { Figure } from "./figure.ts";
import { linearScale, logScale, type Scale, shareOf, valuesOf } from "./scales.ts";

export type Point = readonly [x: number, y: number];

export type Mark =
  | { kind: "line"; points: Point[]; stroke: string; width: number; dash: readonly number[]; opacity: number }
  | { kind: "area"; points: Point[]; fill: string; opacity: number }
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      anchor: "start" | "middle" | "end";
      fill: string;
      bold: boolean;
    };

export interface Picture {
  width: number;
  height: number;
  marks: Mark[];
  /** Where the curves lie, for what points at them; a chart without any has none. */
  plots: Plot[];
}

export interface Plot {
  figure: Figure;
  /** Of the axes [px]. */
  box: Box;
  x: Scale;
  /** Of a point of a curve in the picture. */
  place(x: number, y: number): Point;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Colours {
  text: string;
  muted: string;
  grid: string;
  /** Of the n-th entry. */
  series(n: number): { stroke: string; dash: readonly number[] };
}

export interface PictureOptions {
  width: number;
  /** Of one chart. */
  chartHeight: number;
  log: boolean;
  /** Title of the x axis, with its unit. */
  across: string;
  labels: readonly string[];
  colours: Colours;
}

/** Room round the curves [px]. */
const ROOM = { left: 60, right: 16, top: 28, bottom: 36 };
/** Of the legend: a line, and a letter of its text [px]. */
const LEGEND = { line: 20, letter: 6.2, sample: 28, gap: 20 };
const BAND_OPACITY = 0.18;
const RAW_OPACITY = 0.35;

/** Of a line below the axis [px]. */
const NOTE = 16;

/** From this width on two charts stand beside each other [px]. */
const WIDE = 900;

/** The legend above the charts, which fill rows of one or two. */
export function pictureOf(figures: readonly Figure[], options: PictureOptions): Picture {
  const legend = legendOf(options);
  const { width, chartHeight } = options;
  const across = width >= WIDE && figures.length > 1 ? 2 : 1;
  const charts = figures.map((figure, i) => {
    const [left, top] = [(i % across) * (width / across), legend.height + Math.floor(i / across) * chartHeight];
    return chartOf(figure, options, { left, top, width: width / across });
  });
  const height = legend.height + Math.ceil(figures.length / across) * chartHeight;
  const marks = [...legend.marks, ...charts.flatMap((chart) => chart.marks)];
  return { width, height, marks, plots: charts.flatMap(({ plot }) => plot ?? []) };
}

function legendOf({ labels, width, colours }: PictureOptions): { marks: Mark[]; height: number } {
  const marks: Mark[] = [];
  let [x, y] = [ROOM.left, LEGEND.line - 4];
  for (const [n, label] of labels.entries()) {
    const length = LEGEND.sample + label.length * LEGEND.letter + LEGEND.gap;
    if (x > ROOM.left && x + length > width) [x, y] = [ROOM.left, y + LEGEND.line];
    const { stroke, dash } = colours.series(n);
    marks.push({
      kind: "line",
      points: [
        [x, y - 4],
        [x + LEGEND.sample - 6, y - 4],
      ],
      stroke,
      dash,
      width: 2,
      opacity: 1,
    });
    marks.push(text(x + LEGEND.sample, y, label, "start", colours.text));
    x += length;
  }
  return { marks, height: y + 8 };
}

interface Place {
  left: number;
  top: number;
  width: number;
}

function chartOf(
  figure: Figure,
  options: PictureOptions,
  { left, top, width }: Place,
): { marks: Mark[]; plot: Plot | null } {
  const { chartHeight, colours } = options;
  const noted = figure.notes.length > 0;
  const box = {
    left: left + ROOM.left,
    right: left + width - ROOM.right,
    top: top + ROOM.top,
    bottom: top + chartHeight - ROOM.bottom - (noted ? NOTE : 0),
  };
  const { title, symbol, unit } = figure.quantity;
  const name = [title, symbol].filter(Boolean).join(" ") + (unit && ` [${unit}]`);
  const heading = text(box.left, top + 18, name, "start", colours.text, true);
  const values = valuesOf(figure);
  if (values.length === 0) {
    const nothing = text(box.left, top + 40, "Nothing recorded yet", "start", colours.muted);
    return { marks: [heading, nothing], plot: null };
  }
  const x = xScale(figure, (box.right - box.left) / 80);
  const room = (box.bottom - box.top) / 28;
  const y = options.log ? logScale(values, room) : linearScale(least(values), greatest(values), room);
  const place = (px: number, py: number): Point => [
    box.left + shareOf(x, px) * (box.right - box.left),
    box.bottom - Math.min(1.02, Math.max(-0.02, shareOf(y, py))) * (box.bottom - box.top),
  ];
  const note = text(box.left, box.bottom + 30 + NOTE, figure.notes.join(" · "), "start", colours.muted);
  const curves = curvesOf(figure, place, colours);
  const marks = [heading, ...axesOf(x, y, box, options), ...(noted ? [note] : []), ...curves];
  return { marks, plot: { figure, box, x, place } };
}

// Arrays may be too long to be the arguments of Math.min.
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

function xScale({ curves }: Figure, most: number): Scale {
  const last = curves.reduce((end, { line }) => Math.max(end, line.x.at(-1) ?? 0), 0);
  const scale = linearScale(0, last || 1, most);
  return { ...scale, to: last || 1, ticks: scale.ticks.filter((tick) => tick <= last || last === 0) };
}

function axesOf(x: Scale, y: Scale, box: Box, { colours, across }: PictureOptions): Mark[] {
  const line = (points: Point[], stroke: string): Mark => ({
    kind: "line",
    points,
    stroke,
    width: 1,
    dash: [],
    opacity: 1,
  });
  const horizontal = y.ticks.flatMap((tick) => {
    const at = box.bottom - shareOf(y, tick) * (box.bottom - box.top);
    return [
      line(
        [
          [box.left, at],
          [box.right, at],
        ],
        colours.grid,
      ),
      text(box.left - 8, at + 4, tickText(tick, y.log), "end", colours.muted),
    ];
  });
  const below = x.ticks.map((tick) =>
    text(
      box.left + shareOf(x, tick) * (box.right - box.left),
      box.bottom + 16,
      tickText(tick, false),
      "middle",
      colours.muted,
    ),
  );
  return [...horizontal, ...below, text(box.right, box.bottom + 30, across, "end", colours.muted)];
}

function curvesOf({ curves }: Figure, place: (x: number, y: number) => Point, colours: Colours): Mark[] {
  const along = (x: readonly number[], y: readonly number[]) => thinned(x.map((value, i) => place(value, y[i]!)));
  const bands = curves.flatMap(({ entry, line, band }): Mark[] =>
    band === null
      ? []
      : [
          {
            kind: "area",
            points: [...along(line.x, band.high), ...along(line.x, band.low).reverse()],
            fill: colours.series(entry).stroke,
            opacity: BAND_OPACITY,
          },
        ],
  );
  const raw = curves.flatMap(({ entry, raw: trace }): Mark[] =>
    trace === null
      ? []
      : [
          {
            kind: "line",
            points: along(trace.x, trace.y),
            stroke: colours.series(entry).stroke,
            width: 1,
            dash: [],
            opacity: RAW_OPACITY,
          },
        ],
  );
  const lines = curves.map(({ entry, line }): Mark => {
    const { stroke, dash } = colours.series(entry);
    return { kind: "line", points: along(line.x, line.y), stroke, dash, width: 1.75, opacity: 1 };
  });
  return [...bands, ...raw, ...lines];
}

/** Of the points in one column of pixels the first, the highest, the lowest and the last, in order. */
export function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (let first = 0, end = 0; first < points.length; first = end) {
    const column = Math.floor(points[first]![0]);
    let [low, high] = [first, first];
    for (end = first; end < points.length && Math.floor(points[end]![0]) === column; end++) {
      if (points[end]![1] < points[low]![1]) low = end;
      if (points[end]![1] > points[high]![1]) high = end;
    }
    for (const i of [...new Set([first, low, high, end - 1])].sort((a, b) => a - b)) kept.push(points[i]!);
  }
  return kept;
}

function text(
  x: number,
  y: number,
  content: string,
  anchor: "start" | "middle" | "end",
  fill: string,
  bold = false,
): Mark {
  return { kind: "text", x, y, text: content, anchor, fill, bold };
}

function tickText(value: number, log: boolean): string {
  const power = Math.round(Math.log10(Math.abs(value)));
  if (log && Math.abs(power) > 3) return `10${superscript(power)}`;
  const plain = formatNumber(value);
  return /^[^·]*\.\d*$/.test(plain) ? plain.replace(/\.?0+$/, "") : plain;
}

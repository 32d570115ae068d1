/** A quantity over time at the foot of a picture: its name and value, the time, the axes' ends, and a line at the moment. */
import { formatQuantity, formatTime } from "../../app/format.ts";
import { tickText, timeTicks } from "../../timeline/time-ticks.ts";

/** What of a picture's height it takes. */
export const STRIP = 0.2;

export interface StripQuantity {
  title: string;
  /** Empty where it has none. */
  unit: string;
  /** [T] */
  values: ArrayLike<number>;
}

export interface StripLook {
  back: string;
  fill: string;
  line: string;
  text: string;
  muted: string;
  grid: string;
  /** CSS font family. */
  family: string;
}

export interface Moment {
  /** Row of the values. */
  row: number;
  time: number;
  duration: number;
}

interface Size {
  width: number;
  height: number;
}

/** Of a picture's height: the letters, but not so small that nobody reads them [px]. */
const LETTERS = { share: 0.024, least: 10 };

/** Draws into the lowest part of a picture of this size. */
export function drawStrip(
  context: OffscreenCanvasRenderingContext2D,
  { width, height }: Size,
  quantity: StripQuantity,
  moment: Moment,
  look: StripLook,
): void {
  const top = Math.round(height * (1 - STRIP));
  const letters = Math.max(LETTERS.least, Math.round(height * LETTERS.share));
  const pad = Math.round(letters * 0.6);
  const [low, high] = rangeOf(quantity.values);
  context.fillStyle = look.back;
  context.fillRect(0, top, width, height - top);
  context.font = `${letters}px ${look.family}`;
  context.textBaseline = "middle";
  const ends = [low, high].map((value) => formatQuantity(value, ""));
  const beside = Math.max(...ends.map((text) => context.measureText(text).width));
  const box = {
    left: Math.round(2 * pad + beside),
    right: width - 2 * pad,
    top: top + Math.round(1.9 * letters),
    bottom: height - Math.round(1.6 * letters),
  };
  const x = (time: number) => box.left + (time / moment.duration) * (box.right - box.left);
  const y = (value: number) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);
  const write = (text: string, at: number, line: number, align: CanvasTextAlign, color: string) => {
    context.fillStyle = color;
    context.textAlign = align;
    context.fillText(text, at, line);
  };

  context.fillStyle = look.grid;
  const times = timeTicks([0, moment.duration], ((box.right - box.left) * LETTERS.least) / letters);
  for (const time of times) context.fillRect(Math.round(x(time)), box.top, 1, box.bottom - box.top);
  for (const value of [low, high]) context.fillRect(box.left, Math.round(y(value)), box.right - box.left, 1);

  const steps = quantity.values.length;
  context.fillStyle = look.fill;
  context.beginPath();
  context.moveTo(x(0), y(0));
  for (let t = 0; t < steps; t++)
    context.lineTo(x((t / Math.max(1, steps - 1)) * moment.duration), y(quantity.values[t]!));
  context.lineTo(x(moment.duration), y(0));
  context.fill();
  context.fillStyle = look.line;
  context.fillRect(x(moment.time) - 1, box.top, 2, box.bottom - box.top);

  const heading = top + Math.round(0.9 * letters);
  const { title, unit, values } = quantity;
  const now = formatQuantity(values[moment.row] ?? null, unit);
  write(unit === "" ? title : `${title} [${unit}]`, box.left, heading, "left", look.text);
  const name = context.measureText(unit === "" ? title : `${title} [${unit}]`).width;
  write(now, box.left + name + pad, heading, "left", look.muted);
  write(`${formatTime(moment.time)} / ${formatTime(moment.duration)}`, box.right, heading, "right", look.muted);
  write(ends[0]!, box.left - pad, y(low), "right", look.muted);
  write(ends[1]!, box.left - pad, y(high), "right", look.muted);
  for (const time of times) write(tickText(time), x(time), height - Math.round(0.8 * letters), "center", look.muted);
}

/** Zero is in it, and it is never empty. */
function rangeOf(values: ArrayLike<number>): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (let t = 0; t < values.length; t++) {
    low = Math.min(low, values[t]!);
    high = Math.max(high, values[t]!);
  }
  return [low, high > low ? high : low + 1];
}

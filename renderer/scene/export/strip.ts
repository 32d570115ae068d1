/** The cost over time at the foot of a picture, with a line at its moment. */

/** What of a picture's height it takes. */
export const STRIP = 0.18;

export interface StripColors {
  back: string;
  fill: string;
  line: string;
}

/** `total`: [T] cost of each step. Draws into the lowest part of a picture of this size. */
export function drawStrip(
  context: OffscreenCanvasRenderingContext2D,
  { width, height }: { width: number; height: number },
  total: Float32Array,
  moment: { time: number; duration: number },
  colors: StripColors,
): void {
  const top = Math.round(height * (1 - STRIP));
  const pad = Math.round(height * 0.015);
  const most = total.reduce((max, value) => Math.max(max, value), 1e-12);
  const x = (share: number) => pad + share * (width - 2 * pad);
  context.fillStyle = colors.back;
  context.fillRect(0, top, width, height - top);
  context.fillStyle = colors.fill;
  context.beginPath();
  context.moveTo(x(0), height - pad);
  for (const [t, value] of total.entries())
    context.lineTo(x(t / (total.length - 1)), height - pad - (value / most) * (height - top - 2 * pad));
  context.lineTo(x(1), height - pad);
  context.fill();
  context.fillStyle = colors.line;
  context.fillRect(x(moment.time / moment.duration) - 1, top, 2, height - top);
}

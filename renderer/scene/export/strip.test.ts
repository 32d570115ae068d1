import { expect, it } from "vitest";
import { drawStrip, STRIP } from "./strip.ts";

const look = {
  ...{ back: "back", fill: "fill", line: "line", text: "text", muted: "muted", grid: "grid" },
  family: "sans-serif",
};

/** Takes down what is drawn; each letter is as wide as half of its height. */
function recorded(size: { width: number; height: number }, quantity: Parameters<typeof drawStrip>[2], row: number) {
  const texts: { text: string; x: number; y: number }[] = [];
  const rects: { fill: string; x: number; y: number; width: number }[] = [];
  const curve: [number, number][] = [];
  const context = {
    ...{ fillStyle: "", font: "", textAlign: "left", textBaseline: "" },
    measureText: (text: string) => ({ width: (text.length * Number.parseFloat(context.font)) / 2 }),
    fillText: (text: string, x: number, y: number) => texts.push({ text, x, y }),
    fillRect: (x: number, y: number, width: number) => rects.push({ fill: context.fillStyle, x, y, width }),
    beginPath() {},
    moveTo() {},
    lineTo: (x: number, y: number) => curve.push([x, y]),
    fill() {},
  };
  const moment = { row, time: row * 0.5, duration: 2 };
  drawStrip(context as unknown as OffscreenCanvasRenderingContext2D, size, quantity, moment, look);
  return { texts, rects, curve };
}

const cost = { title: "Cost", unit: "", values: [4, 3, 1.25, 0, 2] };

it("says the quantity with its value, the moment, and what the axes' ends are", () => {
  const { texts } = recorded({ width: 640, height: 360 }, cost, 2);
  const said = texts.map(({ text }) => text);
  expect(said.slice(0, 5)).toEqual(["Cost", "1.25", "1.00\u00a0s / 2.00\u00a0s", "0", "4.00"]);
  expect(said.slice(5)).toEqual([
    "0 s",
    "0.2 s",
    "0.4 s",
    "0.6 s",
    "0.8 s",
    "1 s",
    "1.2 s",
    "1.4 s",
    "1.6 s",
    "1.8 s",
    "2 s",
  ]);
});

it("names the unit where there is one", () => {
  const { texts } = recorded({ width: 1280, height: 720 }, { ...cost, unit: "m" }, 0);
  expect(texts.slice(0, 2).map(({ text }) => text)).toEqual(["Cost [m]", "4.00\u00a0m"]);
});

it.each([
  [640, 360],
  [1920, 1080],
])("keeps everything within the foot of a picture of %d × %d pixels", (width, height) => {
  const { texts, curve } = recorded({ width, height }, { ...cost, values: [-1, 3, 2] }, 0);
  for (const [x, y] of [...texts.map((one) => [one.x, one.y] as const), ...curve]) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(width);
    expect(y).toBeGreaterThan(height * (1 - STRIP));
    expect(y).toBeLessThan(height);
  }
});

it("has its line over the moment's value", () => {
  const { rects, curve } = recorded({ width: 640, height: 360 }, cost, 3);
  const line = rects.find(({ fill }) => fill === "line")!;
  expect(line.x + line.width / 2).toBeCloseTo((curve[0]![0] + 3 * curve[4]![0]) / 4, 6);
});

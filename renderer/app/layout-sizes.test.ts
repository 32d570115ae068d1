import { expect, it } from "vitest";
import { groupSizes, type Layout, layoutFor, narrowed } from "./layout-sizes.ts";
import type { PanelName } from "./panels.ts";

type Node = Layout["grid"]["root"];

const group = (size: number, ...views: string[]): Node => ({ type: "leaf", size, data: { id: views[0]!, views } });
const branch = (size: number, ...data: Node[]): Node => ({ type: "branch", size, data });

/** The standard one in a dock of 1280 × 760. */
const layout = {
  grid: {
    width: 1280,
    height: 760,
    orientation: "HORIZONTAL",
    root: branch(
      760,
      branch(232, group(176, "tasks"), group(584, "runs")),
      branch(736, group(502, "scene", "compare"), branch(258, group(426, "costs"), group(310, "learning"))),
      group(312, "inspector"),
    ),
  },
  panels: {},
} as unknown as Layout;

const sizes = (of: Layout) => Object.fromEntries(groupSizes(of).map(({ id, width, height }) => [id, [width, height]]));

it("knows each group's size in reading order", () => {
  expect(groupSizes(layout).map(({ id }) => id)).toEqual(["tasks", "runs", "scene", "costs", "learning", "inspector"]);
  expect(sizes(layout)).toMatchObject({
    runs: [232, 584],
    scene: [736, 502],
    costs: [426, 258],
    inspector: [312, 760],
  });
});

it("gives the room of a larger window to what is looked at", () => {
  const larger = sizes(layoutFor(layout, 1920, 1040));
  expect(larger).toMatchObject({ tasks: [232, 176], runs: [232, 864], inspector: [312, 1040] });
  const [scene, costs, learning] = [larger.scene!, larger.costs!, larger.learning!];
  expect(scene[0]).toBe(1376);
  expect(costs[0]! + learning[0]!).toBeCloseTo(1376, 9);
  expect(costs[0]! / learning[0]!).toBeCloseTo(426 / 310, 9);
  expect(scene[1]! / costs[1]!).toBeCloseTo(502 / 258, 9);
  expect(scene[1]! + costs[1]!).toBeCloseTo(1040, 9);
});

it("takes it from there again", () => {
  const back = sizes(layoutFor(layoutFor(layout, 1920, 1040), 1280, 760));
  for (const [id, size] of Object.entries(sizes(layout)))
    for (const i of [0, 1]) expect(back[id]![i]).toBeCloseTo(size[i]!, 9);
});

it("keeps half of the room for it: then the columns become narrower, too", () => {
  const narrow = sizes(layoutFor(layout, 960, 760));
  expect(narrow.scene![0]).toBeCloseTo(480, 9);
  expect(narrow.tasks![0]! + narrow.inspector![0]!).toBeCloseTo(480, 9);
  expect(narrow.tasks![0]! / narrow.inspector![0]!).toBeCloseTo(232 / 312, 9);
});

it("leaves it the share that it had where that was less", () => {
  const columns = branch(760, group(600, "runs"), group(400, "scene"));
  const wide = { ...layout, grid: { ...layout.grid, width: 1000, root: columns } } as unknown as Layout;
  expect(sizes(layoutFor(wide, 1000, 760))).toEqual({ runs: [600, 760], scene: [400, 760] });
  expect(sizes(layoutFor(wide, 500, 760))).toEqual({ runs: [300, 760], scene: [200, 760] });
});

it("keeps the order of who gets room in another arrangement", () => {
  const stacked = {
    ...layout,
    grid: { ...layout.grid, orientation: "VERTICAL", root: branch(1280, group(200, "runs"), group(560, "compare")) },
  } as unknown as Layout;
  expect(sizes(layoutFor(stacked, 1400, 960))).toEqual({ runs: [1400, 200], compare: [1400, 760] });
});

const row = (...columns: [number, PanelName][]) =>
  ({
    ...layout,
    grid: { ...layout.grid, root: branch(760, ...columns.map(([size, name]) => group(size, name))) },
  }) as unknown as Layout;
const widths = (of: Layout) => groupSizes(of).map(({ width }) => Math.round(width));

it("takes from columns of another day what is more than a third each, or half together", () => {
  expect(widths(narrowed(row([232, "runs"], [736, "scene"], [312, "inspector"])))).toEqual([232, 736, 312]);
  expect(widths(narrowed(row([180, "runs"], [200, "scene"], [900, "inspector"])))).toEqual([180, 673, 427]);
  expect(widths(narrowed(row([600, "runs"], [80, "scene"], [600, "inspector"])))).toEqual([320, 640, 320]);
  // Beside each other they are what is looked at, whatever their widths.
  expect(widths(narrowed(row([900, "runs"], [380, "inspector"])))).toEqual([900, 380]);
  expect(sizes(narrowed(layout))).toEqual(sizes(layout));
});

/**
 * The sizes of panels in a window of another size. What a person looks at gets the room, and gives it as long as it has
 * half of it: the columns beside it keep their width, and the tasks their height.
 */
import type { DockviewApi } from "dockview";
import type { PanelName } from "./panels.ts";

export type Layout = ReturnType<DockviewApi["toJSON"]>;
type Node = Layout["grid"]["root"];
type Group = Exclude<Node["data"], Node[]>;

/** Of a group of panels, by its id [px]. */
export interface GroupSize {
  id: string;
  width: number;
  height: number;
}

/** Who keeps its size beside one of a higher rank; those of the highest share what is left as they did. */
const ranks: Partial<Record<PanelName, number>> = { tasks: 0, runs: 1, inspector: 1 };
const HIGHEST = 2;
/** Of the room that those of the highest rank keep at least, unless they had less of it. */
const LEAST_SHARE = 0.5;
/** Of a row that a column beside them has at most in a layout that is found at the start. */
const MOST_SHARE = 1 / 3;

/** The same arrangement in a dock of another size [px]. */
export function layoutFor(layout: Layout, width: number, height: number): Layout {
  const { grid } = layout;
  const horizontal = grid.orientation === "HORIZONTAL";
  const root = fitted(grid.root, horizontal ? [width, height] : [height, width]);
  return { ...layout, grid: { ...grid, width, height, root } };
}

/**
 * A layout from another day, which may be of a window that gave its room away: no column beside what is looked at has more
 * than a third of its row, and all of them together no more than half.
 */
export function narrowed(layout: Layout): Layout {
  const { grid } = layout;
  return { ...layout, grid: { ...grid, root: narrowedNode(grid.root, grid.orientation === "HORIZONTAL") } };
}

/** The groups of a layout in reading order. */
export function groupSizes({ grid }: Layout): GroupSize[] {
  return sizesIn(grid.root, [grid.width, grid.height], grid.orientation === "HORIZONTAL");
}

/** @param along, across: its branch's direction [px] */
function fitted(node: Node, [along, across]: [number, number]): Node {
  const children = childrenOf(node);
  if (children === null) return node;
  const sizes = shared(children, along);
  const data = children.map((child, i) => ({ ...fitted(child, [across, sizes[i]!]), size: sizes[i]! }));
  return { ...node, size: across, data };
}

function shared(children: readonly Node[], along: number): number[] {
  const rank = children.map(rankOf);
  const highest = Math.max(...rank);
  const before = (i: number) => children[i]!.size ?? 0;
  const kept = sum(children.map((_, i) => (rank[i] === highest ? 0 : before(i))));
  const sharing = sum(children.map((_, i) => (rank[i] === highest ? before(i) : 0)));
  const left = Math.max(along - kept, Math.min(LEAST_SHARE, sharing / (kept + sharing)) * along);
  const scale = kept > 0 ? Math.min(1, (along - left) / kept) : 1;
  return children.map((_, i) => (rank[i] === highest ? (before(i) / sharing) * left : before(i) * scale));
}

/** @param isRow whether its children stand beside each other */
function narrowedNode(node: Node, isRow: boolean): Node {
  const children = childrenOf(node);
  if (children === null) return node;
  const sizes = children.map(({ size = 0 }) => size);
  const fit = isRow ? narrowedSizes(children.map(rankOf), sizes) : sizes;
  return { ...node, data: children.map((child, i) => ({ ...narrowedNode(child, !isRow), size: fit[i]! })) };
}

function narrowedSizes(rank: readonly number[], before: readonly number[]): number[] {
  const total = sum(before);
  const highest = Math.max(...rank);
  const isBeside = (i: number) => rank[i] !== highest;
  const beside = before.map((size, i) => (isBeside(i) ? Math.min(size, MOST_SHARE * total) : 0));
  const scale = Math.min(1, ((1 - LEAST_SHARE) * total) / Math.max(1, sum(beside)));
  const sharing = sum(before.filter((_, i) => !isBeside(i)));
  const left = total - scale * sum(beside);
  return before.map((size, i) => (isBeside(i) ? beside[i]! * scale : (size / sharing) * left));
}

function rankOf(node: Node): number {
  const children = childrenOf(node);
  if (children !== null) return Math.max(...children.map(rankOf));
  return Math.max(...(node.data as Group).views.map((name) => ranks[name as PanelName] ?? HIGHEST));
}

function sizesIn(node: Node, [width, height]: [number, number], horizontal: boolean): GroupSize[] {
  const children = childrenOf(node);
  if (children === null) return [{ id: (node.data as Group).id, width, height }];
  return children.flatMap((child) => {
    const size = child.size ?? 0;
    return sizesIn(child, horizontal ? [size, height] : [width, size], !horizontal);
  });
}

function childrenOf({ data }: Node): Node[] | null {
  return Array.isArray(data) ? data : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

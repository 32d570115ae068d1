/** What the keys do in the runs table, as data: the table acts on it. */

export type TableKey =
  | { act: "move"; to: "up" | "down" | "pageUp" | "pageDown" | "first" | "last"; extend: boolean }
  | { act: "all" | "toggle" | "open" | "clear" | "unfold" | "fold" | "menu" }
  | { act: "type"; text: string };

const moves = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "pageUp",
  PageDown: "pageDown",
  Home: "first",
  End: "last",
} as const;

const acts = {
  " ": "toggle",
  Enter: "open",
  Escape: "clear",
  ArrowRight: "unfold",
  ArrowLeft: "fold",
  ContextMenu: "menu",
} as const;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** null for keys that the table leaves alone. */
export function tableKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): TableKey | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "a" ? { act: "all" } : null;
  if (key === "F10" && shiftKey) return { act: "menu" };
  if (key in moves) return { act: "move", to: moves[key as keyof typeof moves], extend: shiftKey };
  if (key in acts) return { act: acts[key as keyof typeof acts] };
  return key.length === 1 ? { act: "type", text: key } : null;
}

/** The row that a move leads to, among `count` rows of which `page` fit the view. */
export function moved(
  index: number,
  count: number,
  page: number,
  to: Extract<TableKey, { act: "move" }>["to"],
): number {
  if (index < 0) return to === "last" ? count - 1 : 0;
  const targets = {
    up: index - 1,
    down: index + 1,
    pageUp: index - page,
    pageDown: index + page,
    first: 0,
    last: count - 1,
  };
  return Math.max(0, Math.min(count - 1, targets[to]));
}

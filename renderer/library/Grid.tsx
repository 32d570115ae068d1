/** The rows in sight of a list of any length, as a grid that is worked with the mouse or with the keys alone. */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { MenuPlace } from "../app/ContextMenu.tsx";
import { openInScene, toggleStar } from "./actions.ts";
import { type Column, widthOf } from "./columns.ts";
import { GridHead } from "./GridHead.tsx";
import { GridRow } from "./GridRow.tsx";
import { moved, tableKey } from "./keys.ts";
import type { Names } from "./names.ts";
import { RunsMenu } from "./RunsMenu.tsx";
import { useRows } from "./rows-store.ts";
import { indexOf, isChosen, type Pick, pick, pickAll } from "./selection.ts";
import { runsOf, type TableRow } from "./table-rows.ts";
import { useTable } from "./table-store.ts";

/** Of a row and of the head [px]. */
const ROW_HEIGHT = 28;
/** Rows beyond the edges, so that scrolling finds them drawn. */
const OVERSCAN = 8;

interface Props {
  rows: readonly TableRow[];
  columns: readonly Column[];
  names: Names;
  grid: RefObject<HTMLDivElement | null>;
  /** Somebody types to search. */
  onType(text: string): void;
}

export function Grid({ rows, columns, names, grid, onType }: Props) {
  const { selection, widths } = useTable();
  const meant = useRows((shown) => shown.chosen);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const active = indexOf(rows, selection.active);
  // The row with the focus stays in the page wherever the list is scrolled to: a screen reader is reading it.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      return active < 0 || inSight.includes(active) ? inSight : [...inSight, active].sort((a, b) => a - b);
    },
    [active],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]!.key,
    scrollPaddingStart: ROW_HEIGHT,
    scrollMargin: ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor,
  });
  const template = useMemo(() => columns.map((column) => `${widthOf(column, widths)}px`).join(" "), [columns, widths]);
  useEffect(() => {
    grid.current?.style.setProperty("--columns", template);
  }, [grid, template]);
  const latest = useRef(rows);
  latest.current = rows;

  const go = (index: number, how: Pick) => {
    useTable.setState({ selection: pick(rows, useTable.getState().selection, index, how) });
    virtual.scrollToIndex(index, { align: "auto" });
  };
  /** On the chosen runs when the row is one of them, else on its own; below the row for the keyboard. */
  const openMenu = (index: number, at?: MenuPlace) => {
    const row = latest.current[index];
    if (!row) return;
    if (!isChosen(row, useTable.getState().selection.chosen)) go(index, "only");
    const box = document.getElementById(rowId(row))?.getBoundingClientRect();
    const left = grid.current?.getBoundingClientRect().left ?? 0;
    setMenu(at ?? { x: left + ROW_HEIGHT, y: box?.bottom ?? 0 });
  };
  const closeMenu = (back: boolean) => {
    setMenu(null);
    if (back) grid.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The head's buttons have keys of their own.
    if (event.target !== event.currentTarget) return;
    const pressed = tableKey(event);
    if (!pressed) return;
    event.preventDefault();
    if (pressed.act === "type") return onType(pressed.text);
    if (pressed.act === "menu") return openMenu(active);
    if (pressed.act !== "move") return act(pressed.act, rows, active);
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    go(moved(active, rows.length, page, pressed.to), pressed.extend ? "range" : "only");
  };
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    openMenu(indexAt(event), { x: event.clientX, y: event.clientY });
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const index = indexAt(event);
    const row = latest.current[index];
    if (!row) return;
    if (target.closest("[data-act=fold]") && row.kind === "group") return setOpen(row, !row.open);
    if (target.closest("[data-act=star]")) return toggleStar(runsOf(row));
    go(index, event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "toggle" : "only");
    if (event.detail === 2) act("open", latest.current, index);
  };

  const items = virtual.getVirtualItems();
  return (
    <>
      <div
        ref={grid}
        className="grid"
        role="treegrid"
        tabIndex={0}
        aria-label="Runs"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={active < 0 ? undefined : rowId(rows[active]!)}
        onKeyDown={onKeyDown}
        onFocus={() => active < 0 && rows.length > 0 && selection.active === null && go(0, "only")}
      >
        <GridHead columns={columns} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys */}
        {/* biome-ignore lint/a11y/useSemanticElements: rows out of sight are missing, which a table does not know */}
        <div
          role="rowgroup"
          className="grid-body"
          style={{ height: virtual.getTotalSize() }}
          onClick={onClick}
          onContextMenu={onContextMenu}
        >
          {items.map(({ index, start }) => {
            const row = rows[index]!;
            return (
              <GridRow
                // By place: another search, or another order, then changes what is written in the rows, and makes none.
                key={index}
                id={rowId(row)}
                row={row}
                index={index}
                top={start - ROW_HEIGHT}
                columns={columns}
                names={names}
                chosen={isChosen(row, selection.chosen)}
                active={index === active}
              />
            );
          })}
        </div>
      </div>
      {menu && <RunsMenu runs={meant} at={menu} onClose={closeMenu} />}
    </>
  );
}

/** Of the row under the mouse; −1 for none. */
function indexAt({ target }: MouseEvent): number {
  return Number((target as HTMLElement).closest<HTMLElement>("[data-index]")?.dataset.index ?? -1);
}

const rowId = ({ key }: TableRow): string => `row ${key}`.replaceAll(" ", "-");

function setOpen(row: TableRow & { kind: "group" }, open: boolean): void {
  const group = row.runs[0]!.group;
  const others = useTable.getState().open.filter((one) => one !== group);
  useTable.setState({ open: open ? [...others, group] : others });
}

type Act = "all" | "toggle" | "open" | "clear" | "unfold" | "fold";

function act(what: Act, rows: readonly TableRow[], active: number): void {
  const { selection } = useTable.getState();
  const row = rows[active];
  const select = (next: typeof selection) => useTable.setState({ selection: next });
  if (what === "all") select(pickAll(rows, selection));
  else if (what === "clear") select({ ...selection, chosen: new Set() });
  else if (what === "toggle") select(pick(rows, selection, active, "toggle"));
  else if (row?.kind === "group") setOpen(row, what === "open" ? !row.open : what === "unfold");
  else if (row && what === "open") openInScene(row.run);
}

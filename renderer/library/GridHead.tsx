/** The head of the table: a press sorts, a drag of an edge resizes; with the keys Enter and Alt with the arrows. */
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { Icon } from "../app/icons.tsx";
import { sortBy } from "./actions.ts";
import { allowedWidth, type Column, type ColumnId, widthOf } from "./columns.ts";
import { useTable } from "./table-store.ts";

/** A press of Alt with an arrow [px]. */
const STEP = 16;

export function GridHead({ columns }: { columns: readonly Column[] }) {
  /** The head is one stop of the Tab key; arrows go from column to column. */
  const [reachable, setReachable] = useState<ColumnId>("run");
  const stop = columns.some(({ id }) => id === reachable) ? reachable : columns[0]?.id;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the grid
    <div role="rowgroup" className="grid-head">
      {/* biome-ignore lint/a11y/useSemanticElements: a row of the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells take the focus */}
      <div role="row" className="grid-row" aria-rowindex={1}>
        {columns.map((column, i) => (
          <HeadCell
            key={column.id}
            column={column}
            index={i}
            reachable={column.id === stop}
            onFocus={() => setReachable(column.id)}
          />
        ))}
      </div>
    </div>
  );
}

interface CellProps {
  column: Column;
  index: number;
  reachable: boolean;
  onFocus(): void;
}

function HeadCell({ column, index, reachable, onFocus }: CellProps) {
  const { id, title, hint, align, width, narrowest } = column;
  const sort = useTable((table) => table.sort);
  const own = useTable((table) => widthOf(column, table.widths));
  const sorted = sort.column === id;
  const way = sort.descending ? "descending" : "ascending";
  const resize = (to: number) =>
    useTable.setState(({ widths }) => ({ widths: { ...widths, [id]: allowedWidth(to, narrowest) } }));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.altKey) return resize(own + step * STEP);
    const cell = event.currentTarget.parentElement;
    const next = step < 0 ? cell?.previousElementSibling : cell?.nextElementSibling;
    next?.querySelector("button")?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
    <div role="columnheader" aria-colindex={index + 1} aria-sort={sorted ? way : "none"} className={`cell ${align}`}>
      <button
        type="button"
        tabIndex={reachable ? 0 : -1}
        aria-label={id === "star" ? "Star" : title}
        title={hint === "" ? undefined : hint}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={() => sortBy(id)}
      >
        {title}
        {sorted && <Icon name={sort.descending ? "down" : "up"} />}
      </button>
      <span
        className="edge"
        aria-hidden="true"
        onPointerDown={(event) => dragEdge(event, own, resize)}
        onDoubleClick={() => resize(width)}
      />
    </div>
  );
}

function dragEdge(event: PointerEvent<HTMLElement>, width: number, resize: (to: number) => void): void {
  const { currentTarget: edge, clientX: from, pointerId } = event;
  event.preventDefault();
  edge.setPointerCapture(pointerId);
  const move = ({ clientX }: globalThis.PointerEvent) => resize(width + clientX - from);
  edge.addEventListener("pointermove", move);
  edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
}

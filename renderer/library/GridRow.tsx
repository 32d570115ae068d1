/** A row of the table: a run, or a group of runs that differ in their seed alone. */
import { memo } from "react";
import { Icon } from "../app/icons.tsx";
import type { Column } from "./columns.ts";
import { cellText, groupText } from "./format-cells.ts";
import type { Names } from "./names.ts";
import { StatusShape } from "./status.tsx";
import { runsOf, type TableRow } from "./table-rows.ts";

interface Props {
  id: string;
  row: TableRow;
  index: number;
  /** Place from the first row's [px]. */
  top: number;
  columns: readonly Column[];
  names: Names;
  chosen: boolean;
  active: boolean;
}

/** Rendered again when something of its own has changed: rows are made anew with every list. */
export const GridRow = memo(
  function GridRow({ id, row, index, top, columns, names, chosen, active }: Props) {
    const group = row.kind === "group";
    return (
      // biome-ignore lint/a11y/useSemanticElements: a row of the grid
      // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and says which row is meant
      <div
        id={id}
        role="row"
        className={`grid-row of-${row.kind}`}
        style={{ transform: `translateY(${top}px)` }}
        data-index={index}
        data-run={group ? undefined : row.run.id}
        data-active={active}
        data-inset={row.kind === "run" && row.inGroup}
        aria-rowindex={index + 2}
        aria-selected={chosen}
        aria-level={group || !row.inGroup ? 1 : 2}
        aria-expanded={group ? row.open : undefined}
      >
        {columns.map((column, i) => (
          // biome-ignore lint/a11y/useSemanticElements: a cell of the grid
          // biome-ignore lint/a11y/useFocusableInteractive: rows are what is moved between
          <div key={column.id} role="gridcell" aria-colindex={i + 1} className={`cell ${column.align}`}>
            <Content row={row} column={column} names={names} />
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    sameRow(before.row, after.row) &&
    (["id", "index", "top", "columns", "names", "chosen", "active"] as const).every(
      (key) => before[key] === after[key],
    ),
);

function sameRow(a: TableRow, b: TableRow): boolean {
  if (a.kind === "group" && b.kind === "group" && a.open !== b.open) return false;
  if (a.kind === "run" && b.kind === "run" && a.inGroup !== b.inGroup) return false;
  const [before, after] = [runsOf(a), runsOf(b)];
  return a.kind === b.kind && before.length === after.length && before.every((run, i) => run === after[i]);
}

function Content({ row, column: { id }, names }: { row: TableRow; column: Column; names: Names }) {
  const text = row.kind === "run" ? cellText[id](row.run, names) : groupText[id](row.runs, names);
  if (id === "star")
    return (
      <span className="star" data-act="star" data-on={text !== ""} title={text === "" ? "Star" : "Take the star away"}>
        <Icon name={text === "" ? "star" : "starred"} />
        <span className="visually-hidden">{text === "" ? "not starred" : "starred"}</span>
      </span>
    );
  if (id === "run" && row.kind === "group")
    return (
      <span className="fold-mark" data-act="fold">
        <Icon name={row.open ? "down" : "right"} />
        {text}
      </span>
    );
  if (id === "status") return <Status row={row} text={text} />;
  if (id === "tags" && text !== "")
    return text.split(", ").map((tag) => (
      <span key={tag} className="tag-mark">
        {tag}
      </span>
    ));
  if (id === "method" && text !== "") return <span title={names.methodTitle(runsOf(row)[0]!.method)}>{text}</span>;
  return <span title={text}>{text}</span>;
}

function Status({ row, text }: { row: TableRow; text: string }) {
  const [first] = runsOf(row);
  const same = runsOf(row).every(({ status }) => status === first?.status);
  return (
    <>
      {same && first && <StatusShape status={first.status} />}
      <span title={row.kind === "run" ? (row.run.reason ?? text) : text}>{text}</span>
    </>
  );
}

/** How a person looks at the library: what outlives the session, and what does not. */
import { z } from "zod";
import { create } from "zustand";
import { recall, remember } from "../app/memory.ts";
import { type ColumnId, columnIds } from "./columns.ts";
import { nothingChosen, type Selection } from "./selection.ts";
import type { TableView } from "./table-rows.ts";

const KEY = "library.1";
const column = z.enum(columnIds as [ColumnId, ...ColumnId[]]);
const keptSchema = z.object({
  sort: z.object({ column, descending: z.boolean() }).catch({ column: "run", descending: true }),
  grouped: z.boolean().catch(false),
  hidden: z.array(column).catch(["success"]),
  widths: z.partialRecord(column, z.number()).catch({}),
});
type Kept = z.infer<typeof keptSchema>;

export interface TableState extends TableView, Kept {
  selection: Selection;
}

export const useTable = create<TableState>(() => ({
  shelf: "library",
  query: "",
  open: [],
  selection: nothingChosen,
  ...keptSchema.parse(recall(KEY) ?? {}),
}));

let kept: Kept = keptSchema.parse(useTable.getState());
useTable.subscribe((state) => {
  const { sort, grouped, hidden, widths } = state;
  if (sort === kept.sort && grouped === kept.grouped && hidden === kept.hidden && widths === kept.widths) return;
  kept = { sort, grouped, hidden, widths };
  remember(KEY, kept);
});

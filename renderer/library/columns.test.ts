import { expect, it } from "vitest";
import { type ColumnId, columnsOf, widthOf } from "./columns.ts";

const width = (grouped: boolean, id: ColumnId, made: Partial<Record<ColumnId, number>>) =>
  widthOf(columnsOf(grouped).find((column) => column.id === id)!, made);

it("leaves room for mean ± std in a column that was narrowed for single runs, which keep it narrow", () => {
  for (const id of ["best", "last"] as const) {
    expect(width(true, id, { [id]: 60 })).toBe(width(true, id, {}));
    expect(width(false, id, { [id]: 60 })).toBe(60);
    expect(width(true, id, { [id]: 300 })).toBe(300);
  }
});

it("shows a configuration's best values beside the other panels of a window of 1280 pixels", () => {
  const ids = columnsOf(true).map(({ id }) => id);
  const untilBest = ids.slice(0, ids.indexOf("best") + 1).reduce((sum, id) => sum + width(true, id, {}), 0);
  expect(untilBest).toBeLessThanOrEqual(735);
  expect([...ids].sort()).toEqual(
    columnsOf(false)
      .map(({ id }) => id)
      .sort(),
  );
});

it("keeps the width that a person made wherever all there is to read is cut with three dots", () => {
  expect(width(true, "settings", { settings: 60 })).toBe(60);
  expect(width(false, "name", { name: 40 })).toBe(96);
});

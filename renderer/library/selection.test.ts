import { expect, it } from "vitest";
import { chosenRuns, isChosen, nothingChosen, pick, pickAll } from "./selection.ts";
import type { TableRow } from "./table-rows.ts";
import { runWith } from "./testing/runs.ts";

const row = (id: number): TableRow => ({ kind: "run", key: String(id), run: runWith(id), inGroup: false });
const group: TableRow = { kind: "group", key: "group a", runs: [runWith(7), runWith(8)], open: false };
const rows = [row(1), row(2), group, row(4)];
const ids = ({ chosen }: { chosen: ReadonlySet<number> }) => [...chosen].sort((a, b) => a - b);

it("chooses one row, the range to another, and goes back within it", () => {
  const one = pick(rows, nothingChosen, 1, "only");
  expect(ids(one)).toEqual([2]);
  const range = pick(rows, one, 3, "range");
  expect(ids(range)).toEqual([2, 4, 7, 8]);
  expect(ids(pick(rows, range, 0, "range"))).toEqual([1, 2]);
});

it("adds and takes away a row with all of its runs", () => {
  const both = pick(rows, pick(rows, nothingChosen, 0, "only"), 2, "toggle");
  expect(ids(both)).toEqual([1, 7, 8]);
  expect([isChosen(group, both.chosen), isChosen(group, new Set([7]))]).toEqual([true, false]);
  expect(ids(pick(rows, both, 2, "toggle"))).toEqual([1]);
  expect(ids(pickAll(rows, both))).toEqual([1, 2, 4, 7, 8]);
});

it("starts a range where the anchor is no longer shown", () => {
  expect(ids(pick(rows, { ...nothingChosen, anchor: "99" }, 1, "range"))).toEqual([1, 2]);
});

it("takes each chosen run that is shown once, its open group notwithstanding", () => {
  const open = [{ ...group, open: true } as TableRow, row(7), row(8)];
  const shared = group.kind === "group" ? group.runs : [];
  const same = open.map((one, i): TableRow => (one.kind === "run" ? { ...one, run: shared[i - 1]! } : one));
  expect(chosenRuns(same, new Set([7, 8, 99])).map(({ id }) => id)).toEqual([7, 8]);
});

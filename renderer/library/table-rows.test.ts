import { expect, it } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { columns } from "./columns.ts";
import { namesOf } from "./names.ts";
import { searcher } from "./search.ts";
import { type TableRow, type TableView, tableRows } from "./table-rows.ts";
import { runWith } from "./testing/runs.ts";

const names = namesOf(taskDescriptions);
const search = searcher(names);
const plain: TableView = {
  shelf: "library",
  query: "",
  sort: { column: "run", descending: true },
  grouped: false,
  open: [],
};
const sortedBy = (column: TableView["sort"]["column"], descending = false) => ({
  ...plain,
  sort: { column, descending },
});
const keys = (rows: readonly TableRow[]) => rows.map(({ key }) => key);

const runs = [
  runWith(4, { bestMetric: null, group: "b", task: "walker" }, { name: "run 10" }),
  runWith(3, { bestMetric: 0.3, group: "a", seed: 3 }, { name: "run 9" }),
  runWith(2, { bestMetric: 0.1, group: "a", seed: 2 }),
  runWith(1, { bestMetric: 0.2, group: "a", seed: 1 }, { star: true }),
];
const rowsOf = (view: TableView) => tableRows(runs, view, names, search);

it("sorts by any column, and puts what has no value last, whichever way", () => {
  expect(keys(rowsOf(sortedBy("best")))).toEqual(["2", "1", "3", "4"]);
  expect(keys(rowsOf(sortedBy("best", true)))).toEqual(["3", "1", "2", "4"]);
  expect(keys(rowsOf(sortedBy("name")))).toEqual(["3", "4", "2", "1"]);
  expect(keys(rowsOf(sortedBy("star", true)))[0]).toBe("1");
  for (const { id } of columns) expect(rowsOf(sortedBy(id))).toHaveLength(4);
});

it("keeps each run on its shelf", () => {
  const moved = [
    runWith(1),
    runWith(2, {}, { archived: true }),
    runWith(3, {}, { archived: true, deletedAt: "2026-01-01T00:00:00Z" }),
  ];
  const on = (shelf: TableView["shelf"]) => keys(tableRows(moved, { ...plain, shelf }, names, search));
  expect([on("library"), on("archive"), on("bin")]).toEqual([["1"], ["2"], ["3"]]);
});

it("folds seeds into a group in the place of its mean, and unfolds it", () => {
  const grouped = { ...sortedBy("best"), grouped: true };
  expect(rowsOf(grouped).map(({ kind, key }) => [kind, key])).toEqual([
    ["group", "group a"],
    ["run", "4"],
  ]);
  expect(keys(rowsOf({ ...grouped, open: ["a"] }))).toEqual(["group a", "2", "1", "3", "4"]);
});

it("groups what is found only", () => {
  expect(keys(rowsOf({ ...plain, grouped: true, query: "seed:3" }))).toEqual(["3"]);
});

it("shows 10,000 runs anew within the time of a keystroke", () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    runWith(10_000 - i, { bestMetric: (i * 7919) % 1000, group: String(i >> 2), seed: i % 5 }, { note: `note ${i}` }),
  );
  tableRows(many, plain, names, search);
  const times = ["n", "no", "not", "note", "note 9"].map((query) => {
    const before = process.cpuUsage();
    expect(tableRows(many, { ...sortedBy("best"), grouped: true, query }, names, search).length).toBeGreaterThan(0);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  // On a core, and the least of some: what else the machine does is no part of it.
  expect(Math.min(...times)).toBeLessThan(50);
});

import { expect, it } from "vitest";
import { completeConfig } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { columns } from "./columns.ts";
import { namesAmong, namesOf } from "./names.ts";
import { searcher } from "./search.ts";
import { foundRuns, groupsOf, type TableRow, type TableView, tableRows } from "./table-rows.ts";
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
const rowsOf = (view: TableView, of = runs) => tableRows(foundRuns(of, view, search), view, names);

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
  const on = (shelf: TableView["shelf"]) => keys(rowsOf({ ...plain, shelf }, moved));
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

it("looks at each of many runs a few times, not at each beside every other", () => {
  const looksAmong = (count: number) => {
    let looks = 0;
    const watched = <T extends object>(value: T): T =>
      new Proxy(value, {
        get: (target, key) => {
          looks++;
          return Reflect.get(target, key);
        },
      });
    const many = Array.from({ length: count }, (_, i) => {
      const numbers = { bestMetric: (i * 7919) % 1000, group: String(i >> 2), seed: i % 5 };
      return watched(runWith(count - i, numbers, watched({ note: `note ${i}` })));
    });
    expect(rowsOf({ ...sortedBy("best"), grouped: true, query: "note 9" }, many).length).toBeGreaterThan(0);
    return looks;
  };
  // A sort of n takes n log n: from a thousand to sixteen thousand runs, each is looked at 1.4 times as often.
  expect(looksAmong(16_000) / 16_000).toBeLessThan((1.5 * looksAmong(1000)) / 1000);
});

it("says of runs beside each other what they differ in, the default too", () => {
  const config = (task: string, klStep: number | null, samples: number) => {
    const description = taskDescriptions.find(({ name }) => name === task)!;
    return completeConfig({ task, samples, options: klStep === null ? {} : { klStep } }, description);
  };
  const usual = String(config("peg2d", null, 9).options.klStep);
  const configs = new Map([
    ["a", config("peg2d", 0.01, 9)],
    ["b", config("peg2d", null, 9)],
    ["c", config("walker", 0.7, 9)],
  ]);
  const all = ["a", "b", "c"].map((group, id) => runWith(id, { group, task: configs.get(group)!.task }));
  const said = (shown: typeof all) =>
    shown.map(namesAmong(namesOf(taskDescriptions, configs), configs, groupsOf(shown, shown.length)).settings);
  expect(said(all)).toEqual(["KL step 0.01 · Samples 9", `KL step ${usual} · Samples 9`, "Samples 9 · KL step 0.7"]);
  expect(said(all.slice(1, 2))).toEqual(["Samples 9"]);
  const sorted = tableRows(
    all.slice(0, 2),
    sortedBy("settings"),
    namesAmong(namesOf(taskDescriptions), configs, ["a", "b"]),
  );
  expect(keys(sorted)).toEqual(["0", "1"]);
});

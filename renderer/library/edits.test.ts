import { beforeEach, expect, it } from "vitest";
import type { LabelsEdit, RunLabels } from "../../main/engine/api.ts";
import { forget, history, redo, undo } from "../app/history.ts";
import { binEdit, labelEdit, perform, restoreEdit } from "./edits.ts";
import { runWith } from "./testing/runs.ts";

/** What an engine keeps of runs 1 and 2. */
let kept: Map<number, RunLabels>;
const runs = () => [...kept].map(([id, labels]) => runWith(id, {}, labels));
const moveTo = (deletedAt: string | null) => async (ids: number[]) => {
  for (const id of ids) kept.set(id, { ...kept.get(id)!, deletedAt });
};
const api = {
  async editRuns(edits: LabelsEdit[]) {
    for (const { run, change } of edits) kept.set(run, { ...kept.get(run)!, ...change });
  },
  deleteRuns: moveTo("now"),
  restoreRuns: moveTo(null),
};

beforeEach(() => {
  history.setState({ past: [], future: [] });
  const { labels } = runWith(1, {}, { tags: ["a"], note: "first" });
  kept = new Map([
    [1, labels],
    [2, { ...labels, tags: [] }],
  ]);
});

it("takes each run back to what it had, and forward again", async () => {
  const before = structuredClone(kept);
  await perform(labelEdit(api, "Tagged", runs(), ({ tags }) => ({ tags: [...tags, "b"] })));
  expect([...kept.values()].map(({ tags }) => tags)).toEqual([["a", "b"], ["b"]]);
  const after = structuredClone(kept);
  await undo();
  expect(kept).toEqual(before);
  await redo();
  expect(kept).toEqual(after);
});

it("leaves what was changed since by another edit", async () => {
  await perform(labelEdit(api, "Starred", runs(), () => ({ star: true })));
  await api.editRuns([{ run: 1, change: { note: "second" } }]);
  await undo();
  expect(kept.get(1)).toMatchObject({ star: false, note: "second" });
});

it("moves to the bin and back", async () => {
  await perform(binEdit(api, runs()));
  expect(kept.get(2)?.deletedAt).toBe("now");
  await undo();
  expect(kept.get(2)?.deletedAt).toBeNull();
  await redo();
  await perform(restoreEdit(api, runs()));
  expect(kept.get(1)?.deletedAt).toBeNull();
  await undo();
  expect(kept.get(1)?.deletedAt).toBe("now");
  expect(history.getState().past.map(({ title }) => title)).toEqual(["Moved 2 runs to the bin"]);
});

it("remembers nothing that was refused, and keeps what could not be undone", async () => {
  const refused = () => Promise.reject(new Error("read-only"));
  const star = (given: typeof api) => labelEdit(given, "Starred", runs(), () => ({ star: true }));
  await expect(perform(star({ ...api, editRuns: refused }))).rejects.toThrow("read-only");
  expect(history.getState().past).toEqual([]);
  await perform({ ...star(api), undo: refused });
  await expect(undo()).rejects.toThrow("read-only");
  expect(history.getState()).toMatchObject({ past: [{ title: "Starred" }], future: [] });
});

it("is forgotten with the bin, and nothing else is", async () => {
  history.setState({ past: [{ title: "layout", undo: () => {}, redo: () => {}, at: 0 }] });
  await perform(binEdit(api, runs()));
  forget("library");
  expect(history.getState().past.map(({ title }) => title)).toEqual(["layout"]);
});

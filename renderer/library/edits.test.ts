import { beforeEach, expect, it } from "vitest";
import type { LabelsEdit, RunLabels } from "../../main/engine/api.ts";
import { binEdit, forgetEdits, labelEdit, perform, redoEdit, restoreEdit, undoEdit, useEdits } from "./edits.ts";
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
  forgetEdits();
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
  await undoEdit();
  expect(kept).toEqual(before);
  await redoEdit();
  expect(kept).toEqual(after);
});

it("leaves what was changed since by another edit", async () => {
  await perform(labelEdit(api, "Starred", runs(), () => ({ star: true })));
  await api.editRuns([{ run: 1, change: { note: "second" } }]);
  await undoEdit();
  expect(kept.get(1)).toMatchObject({ star: false, note: "second" });
});

it("moves to the bin and back", async () => {
  await perform(binEdit(api, runs()));
  expect(kept.get(2)?.deletedAt).toBe("now");
  await undoEdit();
  expect(kept.get(2)?.deletedAt).toBeNull();
  await redoEdit();
  await perform(restoreEdit(api, runs()));
  expect(kept.get(1)?.deletedAt).toBeNull();
  await undoEdit();
  expect(kept.get(1)?.deletedAt).toBe("now");
  expect(useEdits.getState().past.map(({ title }) => title)).toEqual(["Moved 2 runs to the bin"]);
});

it("remembers nothing that was refused, and keeps what could not be undone", async () => {
  const refusing = { ...api, editRuns: () => Promise.reject(new Error("read-only")) };
  await expect(perform(labelEdit(refusing, "Starred", runs(), () => ({ star: true })))).rejects.toThrow("read-only");
  expect(useEdits.getState().past).toEqual([]);
});

import { beforeEach, expect, it } from "vitest";
import { useLog } from "./log-store.ts";
import { dismiss, notify, tell, useNotices } from "./notices.ts";

const faults = () => useNotices.getState().faults.map(({ text }) => text);
const told = () => useNotices.getState().told?.text ?? null;
beforeEach(() => useNotices.setState({ faults: [], told: null }));

it("faults wait until they are dismissed, the last few, each once", () => {
  for (const reason of ["a", "b", "a", "c", "d"]) notify(new Error(reason));
  expect(faults()).toEqual(["a", "c", "d"]);
  dismiss(useNotices.getState().faults[0]?.id ?? -1);
  expect(faults()).toEqual(["c", "d"]);
});

it("what is told gives way to what is told next, and faults do not", () => {
  const reasons = ["the disk is full", "the queue is damaged", "the engine is away"];
  for (const reason of reasons) notify(reason);
  tell("copied");
  tell("copied again");
  expect([faults(), told()]).toEqual([reasons, "copied again"]);
  dismiss(useNotices.getState().told?.id ?? -1);
  expect([faults(), told()]).toEqual([reasons, null]);
});

it("the log keeps all of them, by their kind", () => {
  notify("the disk is full");
  tell("copied");
  expect(
    useLog
      .getState()
      .lines.slice(-2)
      .map(({ level, text }) => [level, text]),
  ).toEqual([
    ["error", "the disk is full"],
    ["info", "copied"],
  ]);
});

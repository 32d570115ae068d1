import { beforeEach, expect, it } from "vitest";
import { useLog } from "./log-store.ts";
import { dismiss, notify, tell, useNotices } from "./notices.ts";

const shown = () => useNotices.getState().notices.map(({ text }) => text);
beforeEach(() => useNotices.setState({ notices: [] }));

it("faults wait until they are dismissed, the last few, each once", () => {
  for (const reason of ["a", "b", "a", "c", "d"]) notify(new Error(reason));
  expect(shown()).toEqual(["a", "c", "d"]);
  dismiss(useNotices.getState().notices[0]?.id ?? -1);
  expect(shown()).toEqual(["c", "d"]);
});

it("what is told gives way to what is told next, and a fault does not", () => {
  notify("the disk is full");
  tell("copied");
  tell("copied again");
  expect(shown()).toEqual(["the disk is full", "copied again"]);
  expect(useNotices.getState().notices.map(({ isFault }) => isFault)).toEqual([true, false]);
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

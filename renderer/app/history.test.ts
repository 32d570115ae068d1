import { beforeEach, expect, it } from "vitest";
import { history, record, redo, undo } from "./history.ts";

let value = "";
/** As a setter does that records what it changes. */
function write(to: string, mergeKey?: string, now?: number): void {
  const from = value;
  value = to;
  const edit = { title: "writing", undo: () => write(from), redo: () => write(to) };
  record(mergeKey === undefined ? edit : { ...edit, mergeKey }, now);
}

beforeEach(() => {
  history.setState({ past: [], future: [] });
  value = "";
});

it("undoes what was done last, and does it again", () => {
  write("a");
  write("b");
  undo();
  expect(value).toBe("a");
  undo();
  expect(value).toBe("");
  undo();
  expect(value).toBe("");
  redo();
  redo();
  redo();
  expect(value).toBe("b");
});

it("forgets what was undone once something new is done", () => {
  write("a");
  undo();
  write("b");
  redo();
  expect(value).toBe("b");
  undo();
  expect(value).toBe("");
});

it("takes what is written in one go as one edit", () => {
  write("s", "seed", 0);
  write("se", "seed", 400);
  write("see", "seed", 800);
  write("seed", "seed", 9000);
  undo();
  expect(value).toBe("see");
  undo();
  expect(value).toBe("");
  redo();
  expect(value).toBe("see");
});

it("does not take an edit of something else for the same", () => {
  write("a", "one", 0);
  write("b", "other", 1);
  undo();
  expect(value).toBe("a");
});

it("keeps the newest two hundred", () => {
  for (let i = 1; i <= 250; i++) write(String(i));
  for (let i = 0; i < 300; i++) undo();
  expect(value).toBe("50");
});

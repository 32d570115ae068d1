import { beforeEach, expect, it } from "vitest";
import { doEdit, history, record, redo, undo } from "./history.ts";

let value = "";
/** As a setter does that records what it changes. */
function write(to: string, mergeKey?: string, now?: number): void {
  const from = value;
  value = to;
  const edit = { title: "writing", undo: () => write(from), redo: () => write(to) };
  record(mergeKey === undefined ? edit : { ...edit, mergeKey }, now);
}

beforeEach(() => {
  history.setState({ past: [], future: [], underWay: 0 });
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

it("undoes an edit that is still being done, and not the one before it", async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  write("a");
  const title = "asking";
  const done = doEdit({ title, undo: () => (value = "a"), redo: () => (value = "b") }, () =>
    slow.then(() => (value = "b")),
  );
  const undone = undo();
  expect(value).toBe("a");
  finish();
  await Promise.all([done, undone]);
  expect(value).toBe("a");
  expect(history.getState()).toMatchObject({ past: [{ title: "writing" }], future: [{ title }], underWay: 0 });
  await redo();
  expect(value).toBe("b");
});

it("takes in no edit that was refused, and undoes the one before it then", async () => {
  write("a");
  const refused = doEdit({ title: "asking", undo: () => {}, redo: () => {} }, async () => {
    throw new Error("The disk is full");
  });
  const undone = undo();
  await expect(refused).rejects.toThrow("The disk is full");
  await undone;
  expect(value).toBe("");
});

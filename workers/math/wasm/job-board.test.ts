import { expect, it } from "vitest";
import { JobBoard } from "./job-board.ts";

const job = { kernel: 3, args: [0.1, -7, 2 ** 40], chunks: 3 };

it("shows a member the job that is open, and none that is closed", () => {
  const board = new JobBoard();
  const member = new JobBoard(board.buffer);
  board.open(job);
  expect(member.waitAfter(0)).toBe(1);
  expect(member.enter()).toEqual(job);
  expect([member.take(), board.take(), member.take()]).toEqual([0, 1, 2]);
  expect(member.take()).toBeGreaterThanOrEqual(job.chunks);
  member.leave();
  expect(board.close(0)).toBe(true);
  expect(member.enter()).toBeNull();
  member.leave();
  expect(board.failure()).toBeNull();
});

it("does not close while somebody is inside", () => {
  const board = new JobBoard();
  board.open(job);
  board.enter();
  expect(board.close(0)).toBe(false);
  board.leave();
  expect(board.close(0)).toBe(true);
});

it("keeps the first reason of a failure, leaves no chunk, and forgets it with the next job", () => {
  const board = new JobBoard();
  board.open(job);
  board.fail("η is too large");
  board.fail("another");
  expect(board.take()).toBeGreaterThanOrEqual(job.chunks);
  board.close(0);
  expect(board.failure()).toBe("η is too large");
  board.open(job);
  board.close(0);
  expect(board.failure()).toBeNull();
});

it("refuses more arguments than it has room for", () => {
  expect(() => new JobBoard().open({ ...job, args: new Array(49).fill(0) })).toThrow(/49 of 48/);
});

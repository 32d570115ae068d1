import { expect, it, vi } from "vitest";
import { leavingChannel } from "./channel.ts";
import { Leaving, type LeavingPage } from "./leaving.ts";

const page = (state: Partial<Record<"isDestroyed" | "isCrashed", boolean>> = {}) =>
  ({
    send: vi.fn(),
    isDestroyed: () => state.isDestroyed ?? false,
    isCrashed: () => state.isCrashed ?? false,
  }) satisfies LeavingPage;
const never = () => new Promise<void>(() => {});
const pending = Symbol();
const now = (promise: Promise<unknown>) => Promise.race([promise, Promise.resolve(pending)]);

it("tells a page once, and waits for its answer", async () => {
  const leaving = new Leaving(never);
  const [one, other] = [page(), page()];
  const [done, again] = [leaving.ask(one), leaving.ask(one)];
  expect(one.send.mock.calls).toEqual([[leavingChannel]]);
  leaving.left(other);
  expect(await now(done)).toBe(pending);
  leaving.left(one);
  await done;
  await again;
});

it("goes without the answer of a page that gives none", async () => {
  let giveUp = () => {};
  const leaving = new Leaving(() => new Promise((resolve) => (giveUp = resolve)));
  const done = leaving.ask(page());
  expect(await now(done)).toBe(pending);
  giveUp();
  await done;
});

it("waits for no page that is gone", async () => {
  const leaving = new Leaving(never);
  const [destroyed, crashed] = [page({ isDestroyed: true }), page({ isCrashed: true })];
  await leaving.ask(destroyed);
  await leaving.ask(crashed);
  expect(destroyed.send).not.toHaveBeenCalled();
  expect(crashed.send).not.toHaveBeenCalled();
});

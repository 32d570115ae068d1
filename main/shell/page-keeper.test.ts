import { beforeEach, describe, expect, it, vi } from "vitest";
import { keepPage, recoveryPage } from "./page-keeper.ts";

/** Contents that die when the test says so, and write down what is done to them. */
function fakeContents() {
  const done: string[] = [];
  let die = (_reason: string): void => {};
  return {
    done,
    die: (reason = "crashed") => {
      die(reason);
      vi.runAllTimers();
    },
    destroyed: false,
    on(_name: string, listener: (event: unknown, details: { reason: string }) => void) {
      die = (reason) => listener({}, { reason });
    },
    reload: () => done.push("reload"),
    loadURL: async (url: string) => void done.push(url),
    isDestroyed() {
      return this.destroyed;
    },
  };
}

describe("keepPage", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setImmediate"] }));

  it("loads a page again whose process died, however it died", () => {
    const contents = fakeContents();
    keepPage(contents, () => 0);
    contents.die("killed");
    contents.die("oom");
    expect(contents.done).toEqual(["reload", "reload"]);
  });

  it("shows the recovery page at the third death in a minute", () => {
    const contents = fakeContents();
    keepPage(contents, () => 0);
    for (let i = 0; i < 3; i++) contents.die();
    expect(contents.done).toEqual(["reload", "reload", recoveryPage]);
  });

  it("forgets deaths after a minute", () => {
    let now = 0;
    const contents = fakeContents();
    keepPage(contents, () => now);
    for (; now <= 100_000; now += 25_000) contents.die();
    expect(contents.done.slice(0, 3)).toEqual(["reload", "reload", recoveryPage]);
    now = 300_000;
    contents.die();
    expect(contents.done.at(-1)).toBe("reload");
  });

  it("leaves a page alone that ended by itself, and a window that is gone", () => {
    const contents = fakeContents();
    keepPage(contents);
    contents.die("clean-exit");
    contents.destroyed = true;
    contents.die();
    expect(contents.done).toEqual([]);
  });
});

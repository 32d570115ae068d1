import { beforeEach, describe, expect, it, vi } from "vitest";

type Handler = (event: unknown, name: unknown, ...args: unknown[]) => Promise<unknown>;
const { handlers } = vi.hoisted(() => ({ handlers: new Map<string, Handler>() }));
vi.mock("electron", () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
}));

const { answerWindows } = await import("./bridge.ts");
const { callChannel } = await import("./channel.ts");

const own = { url: "app://guidepost/index.html", parent: null };

describe("the bridge", () => {
  const versions = vi.fn(() => "told");
  const call = (senderFrame: unknown, name: unknown = "versions", ...args: unknown[]) =>
    handlers.get(callChannel)?.({ senderFrame, sender: {} }, name, ...args);
  beforeEach(() => {
    versions.mockClear();
    answerWindows(() => ({ versions }) as never);
  });

  it("is one channel, and answers the top frame of our own page", async () => {
    expect([...handlers.keys()]).toEqual([callChannel]);
    expect(await call(own)).toBe("told");
  });

  it.each([
    ["a frame within a page", { ...own, parent: own }],
    ["a page from elsewhere", { ...own, url: "https://example.org/" }],
    ["a page whose name is like ours", { ...own, url: "app://guidepost.example.org/index.html" }],
    ["a file", { ...own, url: "file:///index.html" }],
    ["a frame that is gone", null],
  ])("refuses %s", async (_, frame) => {
    await expect(call(frame)).rejects.toThrow("Refused");
    expect(versions).not.toHaveBeenCalled();
  });

  it.each([
    ["an unknown call", "openExternal", []],
    ["an inherited name", "constructor", []],
    ["arguments that are not in the contract", "versions", ["x"]],
  ])("refuses %s of our own page", async (_, name, args) => {
    await expect(call(own, name, ...args)).rejects.toThrow("Refused");
    expect(versions).not.toHaveBeenCalled();
  });
});

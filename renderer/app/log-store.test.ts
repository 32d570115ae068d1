import { beforeEach, expect, it } from "vitest";
import { logged, readLog, useLog, writeLog } from "./log-store.ts";

const line = (at: string, text: string) => ({ at, level: "info" as const, text });
const texts = () => useLog.getState().lines.map(({ text }) => text);
beforeEach(() => useLog.setState({ lines: [] }));

it("keeps what engine and window tell in order of time", () => {
  writeLog("warning", "window");
  logged(line("2000-01-01T00:00:00Z", "long ago"));
  logged(line("2999-01-01T00:00:00Z", "far ahead"));
  expect(texts()).toEqual(["long ago", "window", "far ahead"]);
});

it("takes the engine's lines anew after a reconnection, once each", () => {
  logged(line("2000-01-01T00:00:00Z", "first"));
  writeLog("warning", "lost");
  readLog([line("2000-01-01T00:00:00Z", "first"), line("2000-01-02T00:00:00Z", "second")]);
  expect(texts()).toEqual(["first", "second", "lost"]);
});

it("keeps the newest five hundred", () => {
  for (let i = 0; i < 510; i++) logged(line(new Date(i).toISOString(), String(i)));
  expect(texts()).toHaveLength(500);
  expect(texts()[0]).toBe("10");
});

import { expect, it } from "vitest";
import { listenForKeys } from "./keyboard.ts";
import { playback, setLength } from "./playback.ts";
import { playbackCommands } from "./playback-commands.ts";

it("gives each key to one command", () => {
  const keys = Object.values(playbackCommands).flatMap(({ shortcuts }) => shortcuts);
  expect(new Set(keys).size).toBe(keys.length);
});

const NO_KEYS = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

it("runs what the keys say, and leaves other keys alone", () => {
  const target = new EventTarget();
  Object.assign(globalThis, { window: target, HTMLElement: class {} });
  const stop = listenForKeys();
  setLength(800, 0.01);
  const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { ...NO_KEYS, key, ...held });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const time = () => playback.getState().time;
  press("End");
  expect(time()).toBe(8);
  press("Home");
  for (const key of [".", ".", ",", "ArrowRight"]) press(key);
  expect(time()).toBeCloseTo(0.02);
  press("ArrowRight", { shiftKey: true });
  expect(time()).toBeCloseTo(0.12);
  press("[");
  expect(playback.getState().section).toEqual([time(), 8]);
  expect([press("q"), press("l", { ctrlKey: true }), press("\\")]).toEqual([false, false, true]);
  expect(playback.getState().section).toBeNull();
  stop();
});

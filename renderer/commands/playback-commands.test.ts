import { expect, it } from "vitest";
import { playback, setLength } from "../app/playback.ts";
import { runCommand } from "./registry.ts";

it("goes by frames and tens of them, and to the ends of what is played", () => {
  setLength(800, 0.01);
  const time = () => playback.getState().time;
  const run = (...names: string[]) => names.map((name) => runCommand(`playback.${name}`));
  run("end");
  expect(time()).toBe(8);
  run("start", "forward", "forward", "back", "farForward");
  expect(time()).toBeCloseTo(0.11);
  run("sectionStart", "farForward", "sectionEnd");
  expect(playback.getState().section?.map((end) => Math.round(end * 100))).toEqual([11, 21]);
  run("start");
  expect(time()).toBeCloseTo(0.11);
  run("sectionClear", "start");
  expect([time(), playback.getState().section]).toEqual([0, null]);
});

it("does nothing without a rollout", () => {
  setLength(0, 0.01);
  expect(runCommand("playback.worst")).toBe(false);
});

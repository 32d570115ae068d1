import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  advance,
  clearSection,
  endSection,
  frameAt,
  type Playback,
  pause,
  playback,
  seek,
  selectSection,
  setCompared,
  setLength,
  shuttle,
  startSection,
  stepped,
} from "./playback.ts";

const at = (time: number, changes: Partial<Playback> = {}): Playback => ({
  time,
  duration: 8,
  dt: 0.01,
  playing: true,
  speed: 1,
  direction: 1,
  loop: false,
  section: null,
  lengths: { shown: 8, compared: 0 },
  ...changes,
});

describe("advance", () => {
  it("scales wall time by the speed", () => {
    expect(advance(at(1, { speed: 0.1 }), 0.5).time).toBeCloseTo(1.05);
    expect(advance(at(1, { speed: 4 }), 0.5).time).toBeCloseTo(3);
  });
  it("stops at the end", () => expect(advance(at(7.9), 0.2)).toEqual({ time: 8, playing: false }));
  it("wraps when looping", () => {
    const next = advance(at(7.9, { loop: true }), 0.3);
    expect(next.time).toBeCloseTo(0.2);
    expect(next.playing).toBe(true);
  });
  it("goes backwards, and wraps or stops at the start", () => {
    expect(advance(at(1, { direction: -1 }), 0.5).time).toBeCloseTo(0.5);
    expect(advance(at(0.1, { direction: -1 }), 0.3)).toEqual({ time: 0, playing: false });
    expect(advance(at(0.1, { direction: -1, loop: true }), 0.3).time).toBeCloseTo(7.8);
  });
  it("keeps to a section: wraps in it, stops at its ends, and is played into from outside", () => {
    const section = [2, 3] as const;
    expect(advance(at(2.9, { section, loop: true }), 0.3).time).toBeCloseTo(2.2);
    expect(advance(at(2.1, { section, loop: true, direction: -1 }), 0.3).time).toBeCloseTo(2.8);
    expect(advance(at(2.9, { section }), 0.3)).toEqual({ time: 3, playing: false });
    expect(advance(at(1, { section, loop: true }), 0.3).time).toBeCloseTo(1.3);
  });
  it("stops at once on an empty rollout", () =>
    expect(advance(at(0, { duration: 0, loop: true }), 0.1)).toEqual({ time: 0, playing: false }));
});

describe("frameAt", () => {
  it("gives each multiple of dt its own frame", () => {
    for (let frame = 0; frame < 800; frame++) expect(frameAt(frame * 0.01, 0.01, 8)).toBe(frame);
  });
  it("holds the last frame to the end", () => expect(frameAt(8, 0.01, 8)).toBe(799));
});

it("steps on the grid of frames and stays inside", () => {
  expect(stepped(at(3.4187), 1)).toBeCloseTo(3.42);
  expect(stepped(at(3.4187), -10)).toBeCloseTo(3.31);
  expect(stepped(at(0), -1)).toBe(0);
  expect(stepped(at(8), 1)).toBeCloseTo(7.99);
});

it("keeps its moment inside a shorter rollout", () => {
  setLength(800, 0.01);
  seek(9);
  expect(playback.getState().time).toBe(8);
  setLength(100, 0.05);
  expect(playback.getState()).toMatchObject({ time: 5, duration: 5, dt: 0.05 });
});

describe("a section", () => {
  beforeEach(() => {
    setLength(800, 0.01);
    clearSection();
  });
  it("begins and ends where the clock is, and reaches to the rollout's ends without the other mark", () => {
    seek(2);
    startSection();
    expect(playback.getState().section).toEqual([2, 8]);
    seek(3);
    endSection();
    expect(playback.getState().section).toEqual([2, 3]);
    seek(1);
    endSection();
    expect(playback.getState().section).toEqual([0, 1]);
  });
  it("takes its ends in any order, and is none where it is shorter than a frame", () => {
    selectSection(5, 9);
    expect(playback.getState().section).toEqual([5, 8]);
    selectSection(5, 4);
    expect(playback.getState().section).toEqual([4, 5]);
    selectSection(5, 5.001);
    expect(playback.getState().section).toBeNull();
  });
  it("is forgotten with a shorter rollout", () => {
    selectSection(5, 7);
    setLength(600, 0.01);
    expect(playback.getState().section).toBeNull();
  });
});

it("shuttles: again for faster, the other way at its own pace", () => {
  vi.stubGlobal("requestAnimationFrame", () => 0);
  setLength(800, 0.01);
  seek(4);
  shuttle(1);
  expect(playback.getState()).toMatchObject({ playing: true, direction: 1, speed: 1 });
  shuttle(1);
  shuttle(1);
  shuttle(1);
  expect(playback.getState().speed).toBe(4);
  shuttle(-1);
  expect(playback.getState()).toMatchObject({ playing: true, direction: -1, speed: 1 });
  pause();
  vi.unstubAllGlobals();
});

it("reaches to the end of the longest of what is shown and compared", () => {
  const duration = () => playback.getState().duration;
  setLength(100, 0.01);
  setCompared(4);
  expect(duration()).toBe(4);
  setLength(500, 0.01);
  expect(duration()).toBe(5);
  seek(4.5);
  setLength(100, 0.01);
  expect([duration(), playback.getState().time]).toEqual([4, 4]);
  setCompared(0);
  expect(duration()).toBe(1);
});

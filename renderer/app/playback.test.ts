import { describe, expect, it } from "vitest";
import { advance, frameAt, type Playback, playback, seek, setLength, stepped } from "./playback.ts";

const at = (time: number, changes: Partial<Playback> = {}): Playback => ({
  time,
  duration: 8,
  dt: 0.01,
  playing: true,
  speed: 1,
  loop: false,
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

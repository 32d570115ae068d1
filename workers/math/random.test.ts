import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jumpedStreams, streamFromSeed, streamFromState } from "./random.ts";

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);
const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe("RandomStream", () => {
  it("is uniform on [0, 1)", () => {
    const n = 100_000;
    const values = draw(n, streamFromSeed(1).uniform);
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value < 1)).toBe(true);
    // Five standard errors of the mean of n uniforms, whose variance is 1/12.
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n));
    const bins = new Float64Array(10);
    for (const value of values) bins[Math.floor(10 * value)]++;
    for (const bin of bins) expect(Math.abs(bin - n / 10)).toBeLessThan(5 * Math.sqrt(0.09 * n));
  });

  it("has the moments of the standard normal", () => {
    const n = 100_000;
    const values = draw(n, streamFromSeed(2).normal);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / n;
    // E z^2p = (2p − 1)!!; each bound is five standard errors.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    const lagged = values.slice(1).reduce((sum, value, i) => sum + value * values[i], 0) / n;
    expect(Math.abs(lagged)).toBeLessThan(5 * Math.sqrt(1 / n));
  });

  it("draws unlike first numbers for neighbouring seeds", () => {
    const first = draw(1000, () => 0).map((_, i) => streamFromSeed(i).uniform());
    expect(new Set(first).size).toBe(1000);
    const mean = first.reduce((sum, value) => sum + value, 0) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12_000));
    const lagged = first.slice(1).reduce((sum, value, i) => sum + (value - 0.5) * (first[i] - 0.5), 0) / 1000;
    expect(Math.abs(lagged)).toBeLessThan(5 / (12 * Math.sqrt(1000)));
  });

  it("goes on exactly from its state, through JSON too", () => {
    fc.assert(
      fc.property(seed, fc.nat(20), (start, skipped) => {
        const stream = streamFromSeed(start);
        draw(skipped, stream.normal);
        const copy = streamFromState(JSON.parse(JSON.stringify(stream.state())) as number[]);
        expect(draw(5, copy.normal)).toEqual(draw(5, stream.normal));
        expect(copy.state()).toEqual(stream.state());
      }),
    );
  });
});

describe("jumpedStreams", () => {
  it("gives disjoint streams, and a state to jump on from", () => {
    fc.assert(
      fc.property(seed, (start) => {
        const { states, next } = jumpedStreams(streamFromSeed(start).state(), 4);
        const more = jumpedStreams(next, 2);
        const all = [...states, ...more.states].map((state) => draw(200, streamFromState(state).uniform));
        expect(new Set(all.flat()).size).toBe(1200);
      }),
      { numRuns: 20 },
    );
  });

  it("gives the same streams whether they are asked for at once or one after another", () => {
    const state = streamFromSeed(9).state();
    const { states, next } = jumpedStreams(state, 5);
    const first = jumpedStreams(state, 2);
    const rest = jumpedStreams(first.next, 3);
    expect([...first.states, ...rest.states]).toEqual(states);
    expect(rest.next).toEqual(next);
  });
});

import { describe, expect, it } from "vitest";
import type { Comparison, Contestant } from "./contest.ts";
import { hold, type RoundSettings } from "./rounds.ts";

const settings: RoundSettings = { rounds: 6, leastRounds: 3, roundSeconds: 1, warmSeconds: 2, contestSeconds: 1000 };

/** A contestant whose run takes a given time on a clock that the contestants share; notes when it worked. */
function clockwork(name: string, secondsPerRun: number, log: string[] = []): Contestant {
  return {
    name,
    time(repetitions) {
      log.push(name);
      return repetitions * secondsPerRun;
    },
    result: () => ({}),
  };
}

const contest = (contestants: Contestant[], comparisons: Comparison[] = []) => ({
  contestants,
  comparisons,
  amount: null,
  close() {},
});

describe("hold", () => {
  it("times each contestant in every round, with as many runs as fill its part of it", async () => {
    const result = await hold(contest([clockwork("fast", 0.001), clockwork("slow", 3)]), settings);
    expect(result.contestants.map(({ repetitions }) => repetitions)).toEqual([1000, 1]);
    expect(result.contestants[0].rounds).toHaveLength(6);
    expect(result.contestants[0].seconds.median).toBeCloseTo(0.001, 12);
    expect(result.contestants[1].seconds.median).toBe(3);
  });

  it("changes the order from round to round", async () => {
    const log: string[] = [];
    await hold(contest([clockwork("a", 1, log), clockwork("b", 1, log)]), settings);
    expect(log.slice(-4)).toEqual(["a", "b", "b", "a"]);
  });

  it("takes fewer rounds, but not too few, where they would take too long", async () => {
    const roundsWithin = async (contestSeconds: number) => {
      const result = await hold(contest([clockwork("slow", 10)]), { ...settings, contestSeconds });
      return result.contestants[0].rounds.length;
    };
    expect(await roundsWithin(45)).toBe(4);
    expect(await roundsWithin(1)).toBe(3);
  });

  it("takes the warming up for a round where every run is long", async () => {
    const log: string[] = [];
    await hold(contest([clockwork("a", 25, log), clockwork("b", 30, log)]), { ...settings, rounds: 2 });
    expect(log).toEqual(["a", "b", "b", "a"]);
  });

  it("judges ratios by their kind", async () => {
    const pair = { ours: "ours", theirs: "theirs" };
    const result = await hold(
      contest(
        [clockwork("ours", 2), clockwork("theirs", 8)],
        [
          { ...pair, kind: "speed-up", target: 4 },
          { ...pair, kind: "speed-up", target: 5 },
          { ...pair, kind: "share", target: 0.25 },
          { ...pair, kind: "share", target: 0.2 },
          { ...pair, kind: "percent", target: null },
        ],
      ),
      settings,
    );
    expect(result.comparisons.map(({ ratio }) => ratio.median)).toEqual([4, 4, 0.25, 0.25, 4]);
    expect(result.comparisons.map(({ reached }) => reached)).toEqual([true, false, true, false, null]);
  });

  it("times nothing of contestants that do not agree", async () => {
    const log: string[] = [];
    const wrong = { ...clockwork("wrong", 1, log), result: () => ({ x: Float64Array.of(2) }) };
    const right = { ...clockwork("right", 1, log), result: () => ({ x: Float64Array.of(1) }) };
    await expect(hold(contest([right, wrong]), settings)).rejects.toThrow("wrong and right do not agree in x");
    expect(log).toEqual([]);
  });

  it("names the contestants where a comparison asks for another", async () => {
    const comparison: Comparison = { ours: "a", theirs: "nobody", kind: "share", target: null };
    await expect(hold(contest([clockwork("a", 1)], [comparison]), settings)).rejects.toThrow("there are a");
  });
});

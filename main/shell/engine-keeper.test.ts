import { describe, expect, it, vi } from "vitest";
import { type EngineProcess, keepEngine } from "./engine-keeper.ts";

/** Engines that do what a test tells them to. */
function fakeEngines() {
  const engines: { say(message: unknown): void; die(code: number): void; stopped: boolean }[] = [];
  const start = (): EngineProcess => {
    let tell = (_message: unknown): void => {};
    let exit = (_code: number | null): void => {};
    const engine = {
      say: (message: unknown) => tell(message),
      die: (code: number) => exit(code),
      stopped: false,
    };
    engines.push(engine);
    return {
      onMessage: (listener) => {
        tell = listener;
      },
      onExit: (listener) => {
        exit = listener;
      },
      stop: () => {
        engine.stopped = true;
      },
    };
  };
  return { engines, start };
}

const hello = (port: number) => ({ port, token: "t".repeat(64) });

describe("keepEngine", () => {
  it("tells the address once the engine has said it, and nothing else counts as one", async () => {
    const { engines, start } = fakeEngines();
    const keeper = keepEngine(start, () => {});
    engines[0]?.say({ port: "80; rm", token: 1 });
    engines[0]?.say(hello(4000));
    expect(await keeper.address()).toEqual(hello(4000));
  });

  it("starts another engine when one dies, and those who wait get its address", async () => {
    const { engines, start } = fakeEngines();
    const keeper = keepEngine(start, () => {});
    const early = keeper.address();
    engines[0]?.die(1);
    engines[1]?.say(hello(4001));
    expect(await early).toEqual(hello(4001));
    engines[1]?.die(137);
    engines[2]?.say(hello(4002));
    expect(await keeper.address()).toEqual(hello(4002));
  });

  it("gives up an engine that dies three times in a minute, and says so once", async () => {
    const { engines, start } = fakeEngines();
    const givenUp = vi.fn();
    const keeper = keepEngine(start, givenUp, () => 0);
    for (const death of [0, 1, 2]) engines[death]?.die(3);
    expect(engines).toHaveLength(3);
    expect(givenUp).toHaveBeenCalledTimes(1);
    await expect(keeper.address()).rejects.toThrow(/3 times in a minute \(exit code 3\).*doctor/);
  });

  it("gives up an engine that says why it cannot serve", async () => {
    const { engines, start } = fakeEngines();
    const givenUp = vi.fn();
    const keeper = keepEngine(start, givenUp);
    engines[0]?.say({ error: "The store is newer than this program." });
    engines[0]?.die(1);
    expect(engines).toHaveLength(1);
    expect(givenUp.mock.calls).toEqual([["The store is newer than this program."]]);
    await expect(keeper.address()).rejects.toThrow("newer");
    await keeper.stop();
  });

  it("forgives deaths that are long past", () => {
    const { engines, start } = fakeEngines();
    const givenUp = vi.fn();
    let time = 0;
    keepEngine(start, givenUp, () => time);
    for (const death of [0, 1, 2, 3]) {
      engines[death]?.die(1);
      time += 40_000;
    }
    expect(engines).toHaveLength(5);
    expect(givenUp).not.toHaveBeenCalled();
  });

  it("stops the engine and waits for its end without starting another", async () => {
    const { engines, start } = fakeEngines();
    const keeper = keepEngine(start, () => {});
    const stopping = keeper.stop();
    expect(engines[0]?.stopped).toBe(true);
    engines[0]?.die(0);
    await stopping;
    expect(engines).toHaveLength(1);
  });
});

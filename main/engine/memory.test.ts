/** What an iteration brings leaves the engine through the store and through its events, and nothing of it stays. */
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { liveMemory } from "../../workers/testing/live-memory.ts";
import type { Engine } from "./engine.ts";
import { type EngineServer, startServer } from "./server.ts";
import { openFakeEngine, smallConfig, temporaryFolder } from "./testing/fake-engine.ts";

/** Bytes of the rollouts of an iteration: 2 of 800 steps with 16 numbers each. */
const ROLLOUTS = 2 * 800 * 16 * 8;
const [FIRST, LAST] = [10, 50];

let temporary: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let server: EngineServer;

beforeAll(async () => {
  temporary = temporaryFolder();
  ({ engine } = openFakeEngine(temporary.folder));
  server = await startServer(engine, { port: 0, window: temporary.folder });
});

afterAll(async () => {
  await server.close();
  await engine.close();
  temporary.remove();
});

test("the engine's memory does not grow with the iterations, a client attached", async () => {
  const client = new WebSocket(`ws://127.0.0.1:${server.port}/ws?token=${server.token}`, {
    origin: `http://127.0.0.1:${server.port}`,
  });
  await once(client, "open");
  let messages = 0;
  client.on("message", () => messages++);
  const held = new Map<number, Promise<number>>();
  engine.events.on("iteration", (_, { iteration }) => {
    if (iteration === FIRST || iteration === LAST) held.set(iteration, liveMemory());
  });
  await (await engine.start(smallConfig({ iterations: LAST }))).finished;
  const [before, after] = await Promise.all([held.get(FIRST), held.get(LAST)]);
  // The client heard of every iteration.
  expect(messages).toBeGreaterThan(LAST);
  expect(Number(after) - Number(before)).toBeLessThan(5 * ROLLOUTS);
  client.close();
});

/** The window's client against the engine's own end of the line, over a real socket. */
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import type { EngineInfo, RolloutDrawing, RunSummary } from "../../main/engine/api.ts";
import type { Engine } from "../../main/engine/engine.ts";
import { serveClient } from "../../main/engine/rpc.ts";
import { GuidepostError } from "../../main/errors.ts";
import { type ConnectionState, connectEngine, type EngineClient } from "./engine-client.ts";

const info: EngineInfo = {
  app: "1",
  project: { name: "p", folder: "/p", readOnly: false, writer: null, damage: null },
  cores: 2,
};
const drawing = { sample: 0, positions: new Float32Array([1.5, -2]) } as RolloutDrawing;

const pending = new Promise<never>(() => {});
const engine = {
  events: new EventEmitter(),
  desk: { requireStore: () => {}, verify: () => pending },
  queue: () => pending,
  info: async () => info,
  rollouts: async () => [drawing],
  cancel: async () => {
    throw new GuidepostError("Run 0007 is not training.", "nothing is to be cancelled.");
  },
};

let server: WebSocketServer;
let client: EngineClient;
let states: ConnectionState[];
const runChanged = vi.fn();

async function listen(port: number): Promise<void> {
  server = new WebSocketServer({ host: "127.0.0.1", port });
  server.on("connection", (socket) => serveClient(socket, engine as unknown as Engine));
  await once(server, "listening");
}

beforeEach(async () => {
  await listen(0);
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubGlobal("window", { guidepost: { engineAddress: async () => ({ url }) } });
  states = [];
  const ignored = () => {};
  const many = {
    runsChanged: ignored,
    runsRemoved: ignored,
    queueChanged: ignored,
    logged: ignored,
    projectReopened: ignored,
    storeWork: ignored,
  };
  const events = { runChanged, ...many, iteration: ignored, progress: ignored, settingsChanged: ignored };
  client = connectEngine(events, (state) => states.push(state));
  await expect.poll(() => states).toEqual(["open"]);
});

afterEach(() => {
  client.close();
  for (const socket of server.clients) socket.terminate();
  server.close();
  vi.unstubAllGlobals();
});

it("carries calls, arrays and reasons of refusal", async () => {
  expect(await client.api.info()).toEqual(info);
  const [rollout] = await client.api.rollouts(1, 1);
  expect(rollout?.positions).toEqual(new Float32Array([1.5, -2]));
  await expect(client.api.cancel(7)).rejects.toThrow("Run 0007 is not training.");
});

it("hears events", async () => {
  const run = { id: 3, status: "completed" } as RunSummary;
  engine.events.emit("runChanged", run);
  await expect.poll(() => runChanged.mock.calls).toEqual([[run]]);
});

it("refuses calls while the line is down and opens it again", async () => {
  const { port } = server.address() as AddressInfo;
  for (const socket of server.clients) socket.terminate();
  await new Promise((closed) => server.close(closed));
  await expect.poll(() => states.at(-1)).toBe("lost");
  await expect(client.api.info()).rejects.toThrow("Not connected");
  await listen(port);
  await expect.poll(() => states.at(-1)).toBe("open");
  expect(await client.api.info()).toEqual(info);
});

it("says when all is answered that was asked so far, whatever the answer, but for what takes long", async () => {
  const answers: string[] = [];
  client.api.verify().catch(() => {});
  client.api.cancel(7).catch(() => answers.push("refused"));
  client.api.info().then(() => answers.push("told"));
  await client.answered();
  expect(answers.sort()).toEqual(["refused", "told"]);
  await client.answered();
});

it("gives up a call that should have been answered, and not one that takes as long as the project is large", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    const verified = vi.fn();
    client.api.verify().then(verified, verified);
    const late = expect(client.api.queue()).rejects.toThrow("The engine has not answered within 60 s (queue)");
    vi.advanceTimersByTime(3_600_000);
    await late;
    expect(verified).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});

/** Wrong calls on every channel of the engine's socket. */
import assert from "node:assert/strict";
import path from "node:path";
import { pack, unpack } from "msgpackr";
import { WebSocket } from "ws";
import { type EngineApi, engineArguments } from "../../main/engine/api.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import type { Row } from "../row.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { oneOf } from "../training.ts";
import { wrongArguments } from "../wrong-arguments.ts";

const channels = Object.keys(engineArguments) as (keyof EngineApi)[];
const EACH = 200;
/** A refusal that takes longer is none [ms]. */
const PATIENCE = 10_000;

export const wrongMessages: Row = {
  name: "wrong-messages",
  title: `wrong calls on each of the socket's channels, and what is no call: ${EACH} each`,
  promise: "the call is refused or its socket closed, no handler is called, and the engine answers the next one",
  cases: { short: 10 * (channels.length + 1), long: EACH * (channels.length + 1) },
  async open(home) {
    const server = await openTestServer(path.join(home, "project"));
    return {
      total: EACH * (channels.length + 1),
      async attempt(number, random) {
        const channel = channels[number % (channels.length + 1)];
        const message = channel === undefined ? noCall(random) : pack(call(channel, wrongArguments(channel, random)));
        const way = await sent(server, message);
        // Taken off, so that the next case is judged by itself.
        assert.deepEqual(server.handled().splice(0), [], `${channel ?? "no call"} got to a handler`);
        return way;
      },
      close: () => server.close(),
    };
  },
};

function call(method: string, args: unknown): object {
  return { t: "q", m: method, a: args, i: "1" };
}

/** Bytes that are no request, and requests for what nobody serves. */
function noCall(random: RandomStream): Uint8Array {
  const bytes = Uint8Array.from({ length: 1 + Math.floor(random.uniform() * 200) }, () => 256 * random.uniform());
  const names = [
    "__proto__",
    "constructor",
    "toString",
    "start",
    "close",
    "stop",
    "events",
    "runsOf",
    "",
    "x".repeat(1e5),
  ];
  return oneOf(
    [
      () => bytes,
      () => pack(call(oneOf(names, random), [])),
      () => pack({ t: "s", i: "1", r: "an answer to nothing" }),
      () =>
        pack(oneOf([null, 1, "q", [], {}, { t: "q" }, { t: "q", m: 1, a: [] }, { t: "q", m: "runs", a: {} }], random)),
      // A list that says to be longer than the message.
      () => Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff),
      () => Uint8Array.of(0xc6, 0xff, 0xff, 0xff, 0xff, 1),
    ],
    random,
  )();
}

/** What came of it; the same engine then answers a good call, which is taken off the handlers' list. */
async function sent(server: TestServer, message: Uint8Array): Promise<string> {
  const socket = await opened(server);
  const answered = answerOf(socket);
  socket.send(message);
  const answer = await answered;
  socket.terminate();
  assert.ok(answer === null || isRefusal(answer), `it was answered: ${JSON.stringify(answer).slice(0, 200)}`);
  await requireAlive(server);
  return answer === null ? "socket closed" : "refused";
}

async function requireAlive(server: TestServer): Promise<void> {
  const socket = await opened(server);
  const answered = answerOf(socket);
  socket.send(pack(call("info", [])));
  const answer = await answered;
  socket.terminate();
  assert.ok(answer !== null && !isRefusal(answer), "the engine no longer answers");
  assert.equal(server.handled().pop(), "info");
}

function isRefusal(answer: { e?: unknown }): boolean {
  return answer.e !== undefined && !String(answer.e).includes("\n    at ");
}

function opened({ url, origin }: TestServer): Promise<WebSocket> {
  const socket = new WebSocket(url, { origin });
  return new Promise((resolve, reject) => socket.once("open", () => resolve(socket)).once("error", reject));
}

/** Null when the socket is closed instead. */
function answerOf(socket: WebSocket): Promise<{ e?: unknown } | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("it was neither answered nor refused")), PATIENCE);
    const done = (answer: { e?: unknown } | null): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    socket.once("message", (data) => done(unpack(data as Buffer)));
    socket.once("close", () => done(null));
    socket.on("error", () => {});
  });
}

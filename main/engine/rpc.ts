/** One connected client: its calls checked and answered, the engine's events passed on. */
import { createBirpc } from "birpc";
import { Packr, Unpackr } from "msgpackr";
import type { WebSocket } from "ws";
import { GuidepostError, messageOf } from "../errors.ts";
import { callsWithoutStore, type EngineApi, type EngineEvents, engineArguments } from "./api.ts";
import type { Engine } from "./engine.ts";
import { projectArguments } from "./project-api.ts";
import { resultsArguments } from "./results-api.ts";

/** Progress is only worth sending to a client that keeps up [bytes]. */
const CROWDED = 2 ** 20;
/** A client that has not read this much is gone [bytes]. */
const STUCK = 64 * 2 ** 20;

const packr = new Packr({ useRecords: false, moreTypes: true });
const unpackr = new Unpackr({ useRecords: false });

/** Serves the client until its socket closes. */
export function serveClient(socket: WebSocket, engine: Engine): void {
  const client = createBirpc<EngineEvents, Record<string, unknown>, false>(
    {},
    {
      post: (data) => socket.send(data),
      on: (receive) => socket.on("message", (data) => receive(data)),
      serialize: (data) => packr.pack(data),
      deserialize: (data) => requestOf(data),
      // What is no request at all, or an answer to a client that has left.
      onGeneralError: () => {
        socket.terminate();
        return true;
      },
      resolver: (name) => checkedCall(engine, name),
      proxify: false,
    },
  );
  const tell = <Name extends keyof EngineEvents>(name: Name, ...args: Parameters<EngineEvents[Name]>): void => {
    if (socket.bufferedAmount > STUCK) socket.terminate();
    else if (name !== "progress" || socket.bufferedAmount < CROWDED) void client.$callEvent(name, ...args);
  };
  const unsubscribe = subscribe(engine, tell);
  socket.on("close", () => {
    unsubscribe();
    client.$close();
  });
  // The close that follows does the work.
  socket.on("error", () => {});
}

/** The handler of a call, behind the check of its arguments; names that are not in the contract get a refusal. */
function checkedCall(engine: Engine, name: string): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    if (!Object.hasOwn(engineArguments, name)) {
      throw new Error(
        `There is no call "${String(name).slice(0, 50)}"; calls: ${Object.keys(engineArguments).join(", ")}.`,
      );
    }
    const method = name as keyof typeof engineArguments;
    const parsed = engineArguments[method].safeParse(args);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Error(`${method}: argument ${issue?.path.join(".") || "list"}: ${issue?.message}`);
    }
    if (!callsWithoutStore.has(method)) engine.desk.requireStore();
    return answer(() => handlersOf(engine, method)[method](...parsed.data));
  };
}

type Handlers = Record<string, (...checked: unknown[]) => Promise<unknown>>;

/** Whose method a call is: the engine answers for runs, its desks for projects and for what runs have come to. */
export function handlersOf(engine: Engine, method: keyof EngineApi): Handlers {
  const answers = Object.hasOwn(projectArguments, method)
    ? engine.desk
    : Object.hasOwn(resultsArguments, method)
      ? engine.results
      : engine;
  return answers as unknown as Handlers;
}

/** Errors for people pass; of anything unexpected the client learns one line and no stack. */
async function answer(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    if (process.env.GUIDEPOST_DEBUG && !(error instanceof GuidepostError)) console.error(error);
    throw new Error(messageOf(error));
  }
}

function requestOf(data: unknown): { t: string; m?: unknown; a?: unknown } {
  const message: unknown = unpackr.unpack(data as Uint8Array);
  const isMessage = typeof message === "object" && message !== null && "t" in message;
  const { t, m, a } = (isMessage ? message : {}) as Record<string, unknown>;
  if (t === "q" && typeof m === "string" && Array.isArray(a)) return message as { t: string };
  throw new Error("not a request");
}

type Tell = <Name extends keyof EngineEvents>(name: Name, ...args: Parameters<EngineEvents[Name]>) => void;

function subscribe(engine: Engine, tell: Tell): () => void {
  const listeners: EngineEvents = {
    runChanged: (run) => tell("runChanged", run),
    runsChanged: (runs) => tell("runsChanged", runs),
    runsRemoved: (ids) => tell("runsRemoved", ids),
    iteration: (run, iteration) => tell("iteration", run, iteration),
    progress: (progress) => tell("progress", progress),
    settingsChanged: (settings) => tell("settingsChanged", settings),
    projectReopened: (info) => tell("projectReopened", info),
    queueChanged: (queue) => tell("queueChanged", queue),
    logged: (line) => tell("logged", line),
    storeWork: (work) => tell("storeWork", work),
  };
  const names = Object.keys(listeners) as (keyof EngineEvents)[];
  for (const name of names) engine.events.on(name, listeners[name]);
  return () => {
    for (const name of names) engine.events.off(name, listeners[name]);
  };
}

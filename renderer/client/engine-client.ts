/**
 * The window's one line to the engine: calls and events over a WebSocket that is opened again when it breaks.
 *
 * Calls made while the line is down are refused at once; a call under way when it breaks is refused then. Nobody has to
 * guess whether a refused call took place: after every opening the session reads the engine's state anew.
 */
import { type BirpcReturn, createBirpc } from "birpc";
import { pack, unpack } from "msgpackr/index-no-eval";
import { callsWithoutLimit, type EngineApi, type EngineEvents } from "../../main/engine/api.ts";
import { engineUrl } from "./address.ts";
import { retryDelay } from "./retry-delay.ts";

/** `unreachable`: it was never open; `lost`: it was open before. The client keeps trying in both. */
export type ConnectionState = "connecting" | "open" | "unreachable" | "lost";

type Rpc = BirpcReturn<EngineApi, EngineEvents, false>;

/** An engine that has not answered by then does not, but for calls that take as long as a project is large. */
const CALL_LIMIT_MS = 60_000;

export interface EngineClient {
  readonly api: EngineApi;
  /** Resolves once everything that was asked so far is answered, but for what takes as long as a project is large. */
  answered(): Promise<void>;
  close(): void;
}

/** Connects and stays connected until closed. */
export function connectEngine(events: EngineEvents, onState: (state: ConnectionState) => void): EngineClient {
  let rpc: Rpc | null = null;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  let opened = false;
  let closed = false;
  const underWay = new Set<Promise<unknown>>();

  const open = async () => {
    try {
      socket = new WebSocket(await engineUrl());
    } catch {
      retry();
      return;
    }
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", onOpen);
    socket.addEventListener("close", onClose);
  };
  const onOpen = () => {
    const line = socket as WebSocket;
    rpc = createBirpc<EngineApi, EngineEvents, false>(events, {
      post: (data) => line.send(data),
      on: (receive) => line.addEventListener("message", (message) => receive(message.data)),
      serialize: pack,
      deserialize: (data) => unpack(new Uint8Array(data as ArrayBuffer)),
      timeout: -1,
      proxify: false,
    });
    attempts = 0;
    opened = true;
    onState("open");
  };
  const onClose = () => {
    rpc?.$close(new Error("The connection to the engine was lost; it is being restored"));
    rpc = null;
    retry();
  };
  const retry = () => {
    if (closed) return;
    onState(opened ? "lost" : "unreachable");
    timer = setTimeout(open, retryDelay(attempts++));
  };

  const call = <M extends keyof EngineApi>(method: M, ...args: Parameters<EngineApi[M]>): Promise<unknown> => {
    if (!rpc) return Promise.reject(new Error("Not connected to the engine; wait a moment and try again"));
    const answer = rpc.$call(method, ...args) as Promise<unknown>;
    if (callsWithoutLimit.has(method)) return answer;
    const limited = withinLimit(answer, method);
    const over = limited.then(ignore, ignore);
    underWay.add(over);
    void over.then(() => underWay.delete(over));
    return limited;
  };

  void open();
  return {
    api: new Proxy({} as EngineApi, {
      get:
        (_, method: keyof EngineApi) =>
        (...args: never[]) =>
          call(method, ...(args as Parameters<EngineApi[typeof method]>)),
    }),
    answered: async () => {
      await Promise.all(underWay);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

const ignore = (): void => {};

function withinLimit<T>(answer: Promise<T>, method: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `The engine has not answered within ${CALL_LIMIT_MS / 1000} s (${method}); try again`;
    timer = setTimeout(() => reject(new Error(message)), CALL_LIMIT_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

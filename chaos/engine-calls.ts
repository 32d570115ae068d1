/** Calls to an engine over its socket, as the shell's window makes them. */
import { createBirpc } from "birpc";
import { pack, unpack } from "msgpackr";
import { WebSocket } from "ws";
import type { EngineApi } from "../main/engine/api.ts";
import { origin } from "../main/shell/origin.ts";

export interface EngineCalls {
  api: EngineApi;
  close(): void;
}

/** @param url with the token */
export async function callEngine(url: string): Promise<EngineCalls> {
  const socket = new WebSocket(url, { origin });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const api = createBirpc<EngineApi, Record<string, never>>(
    {},
    {
      post: (data) => socket.send(data),
      on: (receive) => socket.on("message", receive),
      serialize: (data) => pack(data),
      deserialize: (data) => unpack(data as Buffer),
      // Events that nobody listens for.
      onGeneralError: () => true,
    },
  );
  // An engine that is killed ends its calls with its socket.
  socket.on("error", () => {});
  socket.on("close", () => api.$close());
  return { api, close: () => socket.terminate() };
}

/** The engine on loopback: the window's files over HTTP, its calls and events over a WebSocket on `/` or `/ws`. */
import { randomBytes } from "node:crypto";
import http from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { GuidepostError } from "../errors.ts";
import { systemCode } from "../files.ts";
import { type Access, refuseSocket } from "./access.ts";
import type { Engine } from "./engine.ts";
import { answerPage } from "./pages.ts";
import { serveClient } from "./rpc.ts";

/** A call is a few numbers; nothing larger is read [bytes]. */
const REQUEST_LIMIT = 2 ** 20;

export interface EngineServer {
  port: number;
  token: string;
  /** Address for a browser on this machine. */
  url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes a free one. */
  port: number;
  /** Folder of the built window. */
  window: string;
}

/** Listens on 127.0.0.1 only. The token is new at each start. */
export async function startServer(engine: Engine, options: ServerOptions): Promise<EngineServer> {
  const access: Access = { port: options.port, token: randomBytes(32).toString("base64url") };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: REQUEST_LIMIT });
  const server = http.createServer((request, response) => {
    answerPage(options.window, access, request, response).catch(() => response.destroy());
  });
  server.on("upgrade", (request, stream: Duplex, head) => {
    stream.on("error", () => stream.destroy());
    const refusal = refuseSocket(request, access);
    if (refusal !== null) stream.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\n\r\n`);
    else sockets.handleUpgrade(request, stream, head, (socket) => serveClient(socket, engine));
  });
  access.port = await listen(server, options.port);
  return {
    port: access.port,
    token: access.token,
    url: `http://127.0.0.1:${access.port}/?token=${access.token}`,
    close: () => close(server, sockets),
  };
}

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenError(error, port)));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function listenError(error: Error, port: number): Error {
  const reason = systemCode(error) === "EADDRINUSE" ? "is in use" : `cannot be listened on (${error.message})`;
  return new GuidepostError(
    `Port ${port} ${reason}.`,
    "choose another with --port, or leave --port out for a free one.",
  );
}

async function close(server: http.Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

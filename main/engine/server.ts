/** The engine on loopback: the window's files over HTTP, its calls and events over a WebSocket on `/` or `/ws`. */
import { randomBytes } from "node:crypto";
import http from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { GuidepostError } from "../errors.ts";
import { systemCode } from "../files.ts";
import { type Access, type Refusal, refuseSocket } from "./access.ts";
import type { Engine } from "./engine.ts";
import { answerPage } from "./pages.ts";
import { serveClient } from "./rpc.ts";

/** A call is a few numbers; nothing larger is read [bytes]. */
const REQUEST_LIMIT = 2 ** 20;
/** A window has one socket; more than these are a mistake. */
const MOST_CLIENTS = 64;
/** Connections of any kind; a browser takes a few. */
const MOST_CONNECTIONS = 256;
/** Whoever has not asked by then goes: a request to this machine takes no time [ms]. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 };

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
  /** Shorter times, for tests. */
  patience?: typeof PATIENCE;
}

/** Listens on 127.0.0.1 only. The token is new at each start. */
export async function startServer(engine: Engine, options: ServerOptions): Promise<EngineServer> {
  const access: Access = { port: options.port, token: randomBytes(32).toString("base64url") };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: REQUEST_LIMIT, perMessageDeflate: false });
  const server = http.createServer({ ...PATIENCE, ...options.patience }, (request, response) => {
    answerPage(options.window, access, request, response).catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on("upgrade", (request, stream: Duplex, head) => {
    stream.on("error", () => stream.destroy());
    const refusal = refuseSocket(request, access) ?? refuseCrowd(sockets);
    if (refusal !== null) stream.end(plainRefusal(refusal));
    else sockets.handleUpgrade(request, stream, head, (socket) => serveClient(socket, engine));
  });
  // Without an answer of ours the connection would just end.
  server.on("connect", (_, stream: Duplex) =>
    stream.end(plainRefusal({ status: 405, reason: "Only GET is answered." })),
  );
  access.port = await listen(server, options.port);
  return {
    port: access.port,
    token: access.token,
    url: `http://127.0.0.1:${access.port}/?token=${access.token}`,
    close: () => close(server, sockets),
  };
}

function refuseCrowd({ clients }: WebSocketServer): Refusal | null {
  if (clients.size < MOST_CLIENTS) return null;
  return { status: 503, reason: `There are ${clients.size} windows open on this project already.` };
}

/** Before a socket is one, its refusal is written by hand. */
function plainRefusal({ status, reason }: Refusal): string {
  const head = [`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`, "Content-Type: text/plain; charset=utf-8"];
  return `${[...head, "Connection: close"].join("\r\n")}\r\n\r\n${reason}\n`;
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

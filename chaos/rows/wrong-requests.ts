/** Requests that the server has to refuse: without its token, from elsewhere, to elsewhere, or in another manner. */
import assert from "node:assert/strict";
import http from "node:http";
import path from "node:path";
import { WebSocket } from "ws";
import type { RandomStream } from "../../workers/math/random.ts";
import type { Row } from "../row.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { below, oneOf } from "../training.ts";

type Attack = (server: TestServer, random: RandomStream) => Promise<void>;

const attacks: Record<string, Attack> = {
  "wrong token": async (server, random) => {
    const target = `/?token=${encodeURIComponent(wrongToken(server.token, random))}`;
    requireRefused(await answered(server, target, {}), 401);
  },
  "wrong cookie": async (server, random) => {
    const value = wrongToken(server.token, random).replace(/[^\x21-\x7e]/g, "x");
    requireRefused(await answered(server, "/", { cookie: `guidepost-${server.port}=${value}` }), 401);
  },
  "wrong host": async (server, random) => {
    const host = `${oneOf(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "[::1]", " "], random)}`;
    const port = oneOf([`:${server.port}`, "", ":80"], random);
    const allowed = await answered(server, `/?token=${server.token}`, { host: `${host}${port}` });
    requireRefused(allowed, 403);
  },
  "path escape": async (server, random) => {
    const target = `${oneOf(["", "/assets"], random)}/${escapes(random)}${oneOf(["etc/passwd", "main/cli.cjs", "sources.sha256"], random)}`;
    const { status, body } = await answered(server, target, good(server));
    assert.ok(status === 404 || status === 400, `${target} is answered with ${status}`);
    assert.doesNotMatch(body, /root:|use strict|^[0-9a-f]{64}$/);
  },
  "wrong method": async (server, random) => {
    const method = oneOf(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"], random);
    requireRefused(await answered(server, "/", good(server), method), 405);
  },
  "wrong origin": async (server, random) => {
    const foreign = [
      `http://127.0.0.1:${server.port + 1}`,
      `https://127.0.0.1:${server.port}`,
      `${server.origin}.evil.example`,
    ];
    const origin = oneOf([undefined, "null", "", "file://", "http://evil.example", "app://other", ...foreign], random);
    assert.equal(await socketStatus(`${server.url}`, origin), 403, `a socket from ${origin} is let in`);
    // A page may be asked for without saying from where.
    if (origin !== undefined) requireRefused(await answered(server, "/", { ...good(server), origin }), 403);
  },
  "socket without token": async (server, random) => {
    const token = encodeURIComponent(wrongToken(server.token, random));
    assert.equal(await socketStatus(`ws://127.0.0.1:${server.port}/ws?token=${token}`, server.origin), 401);
  },
};

const kinds = Object.keys(attacks);
const EACH = 200;

export const wrongRequests: Row = {
  name: "wrong-requests",
  title: `requests with a wrong token, cookie, host, path, method or origin: ${EACH} each`,
  promise: "the request is refused, nothing of the machine is in the answer, and the server answers the next one",
  cases: { short: 20 * kinds.length, long: EACH * kinds.length },
  async open(home) {
    const server = await openTestServer(path.join(home, "project"));
    return {
      total: EACH * kinds.length,
      async attempt(number, random) {
        const kind = kinds[number % kinds.length];
        await attacks[kind](server, random);
        assert.deepEqual(server.handled(), []);
        const page = await answered(server, "/", good(server));
        assert.equal(page.status, 200, "the server no longer answers");
        return kind;
      },
      close: () => server.close(),
    };
  },
};

const good = ({ port, token }: TestServer) => ({ cookie: `guidepost-${port}=${token}` });

/** Nearly the token, or nothing like it. */
function wrongToken(token: string, random: RandomStream): string {
  const place = below(token.length, random);
  const other = token[place] === "A" ? "B" : "A";
  return oneOf(
    [
      "",
      token.slice(1),
      `${token}A`,
      token.slice(0, place) + other + token.slice(place + 1),
      token.toUpperCase(),
      "\u0000",
      "é".repeat(43),
    ],
    random,
  );
}

function escapes(random: RandomStream): string {
  const step = oneOf(
    ["../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..\\", "..%5c", ".%2e/", "%252e%252e/", "..;/", "....//", "/"],
    random,
  );
  return step.repeat(1 + below(8, random)) + oneOf(["", "%00", "C:/", "file:///"], random);
}

interface Answer {
  status: number;
  body: string;
}

function requireRefused({ status, body }: Answer, expected: number): void {
  assert.equal(status, expected);
  assert.doesNotMatch(body, /<title>/);
}

/** Sends the path as it is, where fetch would tidy it up. */
function answered(
  { port }: TestServer,
  target: string,
  headers: http.OutgoingHttpHeaders,
  method = "GET",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, path: target, headers, method }, (response) => {
      let body = "";
      response.setEncoding("latin1").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject).end();
  });
}

/** The refusal's status; 101 where the socket was opened. */
function socketStatus(url: string, origin: string | undefined): Promise<number> {
  const socket = new WebSocket(url, origin === undefined ? {} : { origin });
  return new Promise((resolve) => {
    socket.on("unexpected-response", (request, { statusCode }) => {
      request.destroy();
      resolve(statusCode ?? 0);
    });
    socket.on("open", () => {
      socket.terminate();
      resolve(101);
    });
    socket.on("error", () => {});
  });
}

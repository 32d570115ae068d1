import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createBirpc } from "birpc";
import { pack, unpack } from "msgpackr";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { EngineApi, Iteration } from "./api.ts";
import type { Engine } from "./engine.ts";
import { type EngineServer, startServer } from "./server.ts";
import { openFakeEngine, temporaryFolder } from "./testing/fake-engine.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let engine: Engine;
let server: EngineServer;

beforeAll(async () => {
  temporary = temporaryFolder();
  const window = path.join(temporary.folder, "window");
  mkdirSync(path.join(window, "assets"), { recursive: true });
  writeFileSync(path.join(window, "index.html"), "<!doctype html><title>Guidepost</title>");
  writeFileSync(path.join(window, "assets", "physics.wasm"), "wasm");
  writeFileSync(path.join(temporary.folder, "secret.json"), "{}");
  ({ engine } = openFakeEngine(path.join(temporary.folder, "project")));
  server = await startServer(engine, { port: 0, window });
});

afterAll(async () => {
  await server.close();
  await engine.close();
  temporary.remove();
});

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Sends the path as it is, where fetch would tidy it up. */
function get(target: string, headers: http.OutgoingHttpHeaders = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: "127.0.0.1", port: server.port, path: target, headers, method },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    request.on("error", reject).end();
  });
}

const cookie = () => ({ cookie: `guidepost-${server.port}=${server.token}` });

describe("pages", () => {
  test("the token moves from the address into a cookie that opens the window", async () => {
    const first = await get(`/?token=${server.token}`);
    expect(first.status).toBe(302);
    expect(first.headers.location).toBe("/");
    expect(first.headers["set-cookie"]?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
    const page = await get("/", { cookie: first.headers["set-cookie"]?.[0]?.split(";")[0] });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining("Guidepost") });
    expect(page.headers["content-security-policy"]).toMatch(/default-src 'none'/);
    expect(page.headers["content-security-policy"]).not.toMatch(/unsafe-(inline|eval)/);
    expect(page.headers["access-control-allow-origin"]).toBeUndefined();
    expect(page.headers["content-security-policy"]).toMatch(/frame-ancestors 'none'/);
    expect(page.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    });
  });

  test("files come with their type", async () => {
    const file = await get("/assets/physics.wasm", cookie());
    expect(file.headers["content-type"]).toBe("application/wasm");
  });

  test.each([
    ["no token", "/", {}, 401],
    ["a wrong token", "/?token=wrong", {}, 401],
    ["a token of the right length", () => `/?token=${"x".repeat(server.token.length)}`, {}, 401],
    ["a foreign host", () => `/?token=${server.token}`, { host: "example.org" }, 403],
    ["a foreign origin", () => `/?token=${server.token}`, { origin: "https://example.org" }, 403],
    ["the empty origin of a file", () => `/?token=${server.token}`, { origin: "null" }, 403],
    [
      "a foreign host on this port",
      () => `/?token=${server.token}`,
      () => ({ host: `example.org:${server.port}` }),
      403,
    ],
  ])("%s is refused", async (_, target, headers, status) => {
    const to = typeof target === "string" ? target : target();
    const answer = await get(to, typeof headers === "function" ? headers() : headers);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("<title>");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test.each([
    "/../secret.json",
    "/%2e%2e/secret.json",
    "/..%2fsecret.json",
    "/assets/../../secret.json",
    "//etc/passwd",
    "/a%00.html",
    "/nothing.html",
  ])("%s leads nowhere", async (target) => {
    expect((await get(target, cookie())).status).toBe(404);
  });

  test("nothing but GET", async () => {
    for (const method of ["POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
      expect((await get("/", cookie(), method)).status, method).toBe(405);
    expect(await spoken(`CONNECT example.org:443 HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 405 Method Not Allowed[\s\S]*Only GET is answered/,
    );
  });

  test("our own origins are no hindrance", async () => {
    for (const origin of [`http://127.0.0.1:${server.port}`, `http://localhost:${server.port}`])
      expect((await get("/", { ...cookie(), origin })).status).toBe(200);
  });

  test("nothing that is sent along is waited for", async () => {
    const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 1000000000\r\n\r\n`;
    expect(await spoken(head)).toMatch(/^HTTP\/1\.1 401 [\s\S]*Connection: close/);
  });
});

test("the server listens on 127.0.0.1, and on no other address of this machine", async () => {
  const external = Object.values(os.networkInterfaces()).flatMap((all) => all ?? []);
  const others = external.filter(({ address }) => address !== "127.0.0.1").map(({ address }) => address);
  // Linux takes all of 127/8 for this machine, so that there is always one more.
  for (const host of ["127.0.0.2", ...others]) {
    const reached = await new Promise((resolve) => {
      const stream = net.connect({ port: server.port, host, timeout: 2000 }, () => resolve(true));
      stream.on("timeout", () => stream.destroy());
      stream.on("error", () => {});
      stream.on("close", () => resolve(false));
    });
    expect(reached, host).toBe(false);
  }
});

describe("whoever takes their time", () => {
  let impatient: EngineServer;
  beforeAll(async () => {
    const patience = { headersTimeout: 600, requestTimeout: 600, connectionsCheckingInterval: 50 };
    impatient = await startServer(engine, { port: 0, window: temporary.folder, patience });
  });
  afterAll(() => impatient.close());

  test.each([
    ["says nothing", ""],
    ["never ends its headers", "GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n"],
  ])("and %s is sent away", async (_, words) => {
    expect(await spoken(words, impatient.port)).toMatch(/^$|408 Request Timeout/);
  });

  test("does not keep a socket from being open for longer", async () => {
    const socket = new WebSocket(`${impatient.url.replace("http", "ws")}`, { origin: "app://guidepost" });
    await new Promise((resolve) => socket.once("open", resolve));
    expect(await spoken("", impatient.port)).toMatch(/^$|408/);
    expect(await spoken("", impatient.port)).toMatch(/^$|408/);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });
});

/** What is answered to these bytes until the server ends the connection. */
function spoken(words: string, port = server.port): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const stream = net.connect(port, "127.0.0.1", () => stream.write(words));
    stream.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    stream.on("error", () => {});
    stream.on("close", () => resolve(heard));
  });
}

function connect(target: string, origin: string | undefined): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, origin === undefined ? {} : { origin });
  return new Promise((resolve) => {
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => {});
  });
}

describe("sockets", () => {
  test.each([
    ["no origin", undefined],
    ["a foreign origin", "https://example.org"],
    ["another port of this machine", "http://127.0.0.1:1"],
    ["the empty origin of a file", "null"],
  ])("%s is refused", async (_, origin) => {
    expect(await connect(`/?token=${server.token}`, origin)).toBe(403);
  });

  test("elsewhere than at / and /ws there is none", async () => {
    expect(await connect(`/assets?token=${server.token}`, "app://guidepost")).toBe(404);
    const greeting = ["Host", "Origin", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"];
    const values = [`127.0.0.1:${server.port}`, "http://evil.example", "websocket", "Upgrade", "x".repeat(22), "13"];
    const head = greeting.map((name, i) => `${name}: ${values[i]}\r\n`).join("");
    expect(await spoken(`GET /ws HTTP/1.1\r\n${head}\r\n`)).toMatch(/403 Forbidden[\s\S]*This origin may not connect/);
  });

  test("there are so many and no more, and none is compressed", async () => {
    const open = (await Promise.all(
      Array.from({ length: 64 }, () => connect(`/?token=${server.token}`, "app://guidepost")),
    )) as WebSocket[];
    expect(open.every(({ readyState, extensions }) => readyState === WebSocket.OPEN && extensions === "")).toBe(true);
    expect(await connect(`/?token=${server.token}`, "app://guidepost")).toBe(503);
    const closed = open.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const socket of open) socket.close();
    await Promise.all(closed);
    const again = (await connect(`/?token=${server.token}`, "app://guidepost")) as WebSocket;
    expect(again.readyState).toBe(WebSocket.OPEN);
    again.terminate();
  });

  test("a message that is too large ends its socket", async () => {
    const socket = (await connect(`/?token=${server.token}`, "app://guidepost")) as WebSocket;
    const code = new Promise((resolve) => socket.once("close", resolve));
    socket.send(Buffer.alloc(2 ** 20 + 1));
    expect(await code).toBe(1009);
  });

  test("no token is refused", async () => {
    expect(await connect("/ws", "app://guidepost")).toBe(401);
  });

  describe("connected", () => {
    let socket: WebSocket;
    const seen: Iteration[] = [];
    let call: (method: string, ...args: unknown[]) => Promise<unknown>;

    beforeEach(async () => {
      socket = (await connect(`/?token=${server.token}`, "app://guidepost")) as WebSocket;
      const iteration = (_: number, it: Iteration) => void seen.push(it);
      const rpc = createBirpc<EngineApi, object, false>(
        { iteration, progress: () => {}, runChanged: () => {} },
        {
          post: (data) => socket.send(data),
          on: (receive) => socket.on("message", receive),
          serialize: pack,
          deserialize: (data) => unpack(data),
          proxify: false,
        },
      );
      call = rpc.$call as typeof call;
    });
    afterEach(() => socket.close());

    test("calls are answered, typed arrays included, and events arrive", async () => {
      expect(await call("info")).toMatchObject({ project: { name: "project", readOnly: false } });
      const run = (await call("train", { task: "peg2d", iterations: 2, samples: 2 })) as { id: number };
      await new Promise<void>((resolve) => {
        engine.events.on("runChanged", ({ status }) => status === "completed" && resolve());
      });
      const rollouts = (await call("rollouts", run.id, 2)) as { positions: Float32Array }[];
      expect(rollouts[0]?.positions).toEqual((await engine.rollouts(run.id, 2))[0]?.positions);
      expect(seen.map(({ iteration }) => iteration)).toEqual([1, 2]);
      // The engine's desks answer, too.
      expect(await call("divergences", run.id, 2)).toEqual([]);
      expect(await call("project")).toMatchObject({ name: "project" });
    });

    test.each([
      ["run", ["1"], /run: argument 0/],
      ["run", [], /run: argument/],
      ["run", [0], /run: argument 0/],
      ["run", [1, 2], /run: argument list/],
      ["rollouts", [1, 1.5], /rollouts: argument 1/],
      ["train", [{ task: "peg2d", samples: 1e9 }], /train: argument 0\.samples/],
      ["train", [{ task: "peg2d", surprise: true }], /train: argument 0/],
      ["run", [77], /There is no run 0077/],
      ["constructor", [], /There is no call "constructor"; calls: info, /],
      ["close", [], /There is no call "close"/],
    ])("%s(%j) is refused before its handler", async (method, args, message) => {
      await expect(call(method, ...args)).rejects.toThrow(message);
      expect(engine.runsOf.list().every(({ task }) => task === "peg2d")).toBe(true);
    });

    test.each([[Buffer.from([0xc1])], [pack({ t: "s", i: "x" })], [pack(null)], [pack({ t: "q", m: 3, a: [] })]])(
      "bytes that are no call end the connection: %s",
      async (bytes) => {
        const closed = new Promise((resolve) => socket.on("close", resolve));
        socket.send(bytes);
        await closed;
      },
    );
  });
});

test("a port that is taken is named", async () => {
  await expect(startServer(engine, { port: server.port, window: "" })).rejects.toThrow(
    `Port ${server.port} is in use. Tip`,
  );
});

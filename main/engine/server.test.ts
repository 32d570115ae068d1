import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
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
    expect((await get("/", cookie(), "POST")).status).toBe(405);
  });
});

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

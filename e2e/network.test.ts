/** A whole session on the desktop, and every connection that its processes make. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { emptyFolder, root } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { trainAndWatch } from "./setup/story.ts";

interface NetLog {
  constants: { logEventTypes: Record<string, number> };
  events: { type: number; source: { id: number }; params?: Record<string, unknown> }[];
}

const recorder = path.join(root, "e2e/setup/connections.cjs");

/** This machine, by all its names and in all its notations. */
const here = /^(localhost|127\.0\.0\.1|::1|\[::1\])(:\d+)?$/;

describe.skipIf(inject("stage").electron.missing)("a whole session", () => {
  const folder = emptyFolder("network");
  const [netLog, connections] = [path.join(folder, "net-log.json"), path.join(folder, "connections.txt")];
  let desktop: Desktop | null = null;
  afterAll(() => desktop?.close());

  it("trains, plays, asks for help and ends, without a complaint of the page", async () => {
    desktop = await openDesktop(folder, {
      args: [`--log-net-log=${netLog}`, "-r", recorder],
      env: { GUIDEPOST_CONNECTIONS: connections, GUIDEPOST_NODE: watchedNode(path.join(folder, "node")) },
    });
    await trainAndWatch(desktop.page);
    await desktop.page.keyboard.press("F1");
    await desktop.page.getByRole("dialog", { name: "Help" }).waitFor();
    expect(desktop.complaints.list).toEqual([]);
    await desktop.close();
    desktop = null;
  });

  it("has had its Node watched, and it connected to nothing but this machine", () => {
    const lines = readFileSync(connections, "utf8").trim().split("\n");
    expect(lines.filter((line) => line.startsWith("watched")).join()).toContain("engine.cjs");
    const elsewhere = lines.filter((line) => !line.startsWith("watched") && !isHere(line));
    expect(elsewhere).toEqual([]);
  });

  it("has had its Chromium watched, and it connected to nothing but this machine", () => {
    expect(existsSync(netLog)).toBe(true);
    const { constants, events } = parsed(readFileSync(netLog, "utf8"));
    const of = (name: string) => events.filter(({ type }) => type === constants.logEventTypes[name]);
    const attempts = of("TCP_CONNECT_ATTEMPT").flatMap(({ params }) => params?.address ?? []);
    // The window's socket to its engine, so something was seen.
    expect(attempts.length).toBeGreaterThan(0);
    expect(attempts.filter((address) => !here.test(String(address)))).toEqual([]);
    const names = of("HOST_RESOLVER_MANAGER_REQUEST").flatMap(({ params }) => params?.host ?? []);
    expect(names.map(hostOf).filter((host) => !here.test(host))).toEqual([]);
    // Chromium points a socket at an IPv6 address to learn whether there is a way to it, and sends nothing.
    const senders = new Set(of("UDP_BYTES_SENT").map(({ source }) => source.id));
    const pointed = of("UDP_CONNECT").filter(({ source }) => senders.has(source.id));
    expect(pointed.flatMap(({ params }) => params?.address ?? []).filter((to) => !here.test(String(to)))).toEqual([]);
  });
});

/** A Node for the engine that loads the recorder first; Playwright takes NODE_OPTIONS away. */
function watchedNode(file: string): string {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" --require "${recorder}" "$@"\n`, { mode: 0o755 });
  return file;
}

/** "connect 127.0.0.1:4000", or a socket that is a file. */
function isHere(line: string): boolean {
  const where = line.replace(/^(connect|look up) /, "");
  return where.startsWith("file:") || here.test(where);
}

/** "https://example.org:443" or "example.org:443". */
function hostOf(name: unknown): string {
  return String(name).replace(/^[a-z]+:\/\//, "");
}

/** A log whose writer was ended lacks its own end. */
function parsed(text: string): NetLog {
  try {
    return JSON.parse(text) as NetLog;
  } catch {
    return JSON.parse(`${text.trimEnd().replace(/,$/, "")}]}`) as NetLog;
  }
}

/** `npm start` on machines with and without a window. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, inject, it } from "vitest";
import { emptyFolder, ended, root } from "./setup/command.ts";
import { isRunning, processesRunning } from "./setup/processes.ts";

const { display, electron } = inject("stage");

/** A started workbench, and what it has said so far. */
function npmStart(args: string[], env: Record<string, string>) {
  const folder = emptyFolder("start");
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs"), ...args], {
    cwd: root,
    env: { ...process.env, GUIDEPOST_PROJECT: path.join(folder, "project"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stderr: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said.stderr += text;
  });
  return { child, said, folder };
}

/** The address that is printed for a browser. */
async function address(child: ChildProcess): Promise<string> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line);
      if (found) return found[0];
    }
  }
  throw new Error("it ended without an address");
}

describe("npm start without a window", () => {
  let running: ChildProcess | null = null;
  afterEach(() => running?.kill("SIGKILL"));

  it.each([
    ["there is no display", [], { DISPLAY: "", WAYLAND_DISPLAY: "" }],
    ["Electron is not there", ["--no-sandbox"], { DISPLAY: ":0", ELECTRON_OVERRIDE_DIST_PATH: "/nowhere" }],
  ])("says so in one line and serves the browser: %s", async (_, args, env) => {
    const { child, said } = npmStart(args, env);
    running = child;
    const url = await address(child);
    expect((await fetch(url, { redirect: "manual" })).status).toBe(302);
    child.kill("SIGINT");
    expect(await ended(child)).toBe(0);
    expect(said.stderr).toMatch(/^No desktop window: .+\nCtrl-C stops it\.\n$/);
  });
});

describe.skipIf(electron.missing)("npm start with a window", () => {
  it("opens it, and leaves nothing behind when it is stopped", async () => {
    const folder = emptyFolder("window");
    const { child, said } = npmStart(["--no-sandbox", `--user-data-dir=${folder}`], {
      DISPLAY: display,
      ...(electron.dist ? { ELECTRON_OVERRIDE_DIST_PATH: electron.dist } : {}),
    });
    const engines = () =>
      processesRunning("electron", child.pid ?? 0).flatMap((shell) => processesRunning("engine.cjs", shell));
    await expect.poll(() => engines().length, { timeout: 60_000 }).toBe(1);
    const [engine] = engines();
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
    expect(said.stderr).not.toContain("    at ");
    await expect.poll(() => isRunning(engine ?? 0), { timeout: 60_000 }).toBe(false);
  });
});

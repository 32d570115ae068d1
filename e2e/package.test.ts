/** `npm run package`: what it makes, opened as a person opens it. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { emptyFolder, ended, root } from "./setup/command.ts";
import { listenForComplaints } from "./setup/complaints.ts";
import { workbench } from "./setup/workbench.ts";

const { display, electron } = inject("stage");
const run = promisify(execFile);

describe.skipIf(electron.missing || process.platform === "darwin")("a packaged Guidepost", () => {
  const folder = electron.missing ? "" : emptyFolder("package");
  let made = "";
  let executable = "";
  let program = "";

  beforeAll(async () => {
    const args = [path.join(root, "scripts/package.mjs"), "--out", path.join(folder, "made")];
    const { stdout } = await run(process.execPath, args, {
      env: { ...process.env, ...(electron.dist ? { ELECTRON_OVERRIDE_DIST_PATH: electron.dist } : {}) },
    });
    made = stdout.trim();
    executable = path.join(made, process.platform === "win32" ? "Guidepost.exe" : "Guidepost");
    program = path.join(made, "resources/app");
  });

  it("has its fuses set", async () => {
    const { version: _, ...wire } = await getCurrentFuseWire(executable);
    const set = Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], FuseState[Number(state)]]);
    const on = set.filter(([, state]) => state !== "DISABLE").map(([fuse]) => fuse);
    // Older versions of Electron do not have this one.
    expect(on.filter((fuse) => fuse !== "WasmTrapHandlers")).toEqual([]);
    expect(set.map(([fuse]) => fuse)).toEqual(
      expect.arrayContaining(["RunAsNode", "EnableNodeOptionsEnvironmentVariable", "EnableNodeCliInspectArguments"]),
    );
  });

  it("holds the program, and nothing that only its developers need", () => {
    expect(readdirSync(program).sort()).toEqual(["node_modules", "out", "package.json", "resources"]);
    const files = readdirSync(program, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.(map|ts|mts|cc|cpp|c|h)$/.test(file))).toEqual([]);
    expect(files.filter((file) => file.endsWith(".node"))).not.toEqual([]);
  });

  it("brings the licences of what it is made of", () => {
    expect(readFileSync(path.join(made, "LICENSE"), "utf8")).toBe(readFileSync(path.join(root, "LICENSE"), "utf8"));
    expect(existsSync(path.join(made, "LICENSE.electron.txt"))).toBe(true);
    expect(existsSync(path.join(made, "LICENSES.chromium.html"))).toBe(true);
    const notices = readFileSync(path.join(made, "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["react", "@babylonjs/core", "@fontsource-variable/inter", "better-sqlite3", "@mujoco/mujoco"]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, "m"));
    }
    expect(notices).toContain("SIL OPEN FONT LICENSE");
    expect(notices).toContain("Mozilla Public License");
  });

  describe("that is asked to be a Node, to load a module and to be inspected", () => {
    const project = path.join(folder, "project");
    const loaded = path.join(folder, "loaded");
    let app: ChildProcess;
    let said = "";

    beforeAll(() => {
      const module = path.join(folder, "module.cjs");
      writeFileSync(
        module,
        `if (process.versions.electron) require("node:fs").writeFileSync(${JSON.stringify(loaded)}, "")`,
      );
      const args = ["--inspect=0", "--remote-debugging-port=0", `--user-data-dir=${path.join(folder, "electron")}`];
      // Chromium's sandbox does not run as root.
      if (process.getuid?.() === 0) args.push("--no-sandbox");
      app = spawn(executable, args, {
        cwd: folder,
        env: {
          ...process.env,
          DISPLAY: display,
          GUIDEPOST_PROJECT: project,
          XDG_CONFIG_HOME: path.join(folder, "config"),
          ELECTRON_RUN_AS_NODE: "1",
          NODE_OPTIONS: `--require=${module}`,
          // The test Electron's own Node is too old for the store.
          ...(electron.dist ? { GUIDEPOST_NODE: process.execPath } : {}),
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      app.stderr?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
      });
    });
    afterAll(() => void app?.kill("SIGKILL"));

    it("opens the workbench all the same, and trains", async () => {
      const page = await pageOf(() => said);
      const complaints = listenForComplaints(page);
      expect(page.url()).toBe("app://guidepost/index.html");
      // The welcome, as at every first start.
      await page.getByRole("button", { name: "Look around" }).waitFor();
      const bench = workbench(page);
      await bench.ready();
      await bench.train({ Iterations: 2, Samples: 2 });
      await bench.learned(2);
      await bench.runIs("completed");
      expect(complaints.list).toEqual([]);
      expect(said).not.toContain("Debugger listening");
      expect(existsSync(loaded)).toBe(false);
    });

    it("stops cleanly when it is asked to", async () => {
      app.kill("SIGTERM");
      expect(await ended(app)).toBe(0);
    });

    it("holds what a policy is exported and tried with", async () => {
      const cli = path.join(program, "out/main/cli.cjs");
      const args = [
        "export",
        "latest",
        "--format",
        "onnx",
        "--project",
        project,
        "--out",
        path.join(folder, "run.onnx"),
      ];
      await run(process.execPath, [cli, ...args]);
      expect(existsSync(path.join(folder, "run.onnx"))).toBe(true);
    });
  });
});

/** The window's page, by way of Chromium's own debugging door, which is none of Node's. */
async function pageOf(said: () => string) {
  await expect.poll(said, { timeout: 60_000 }).toMatch(/DevTools listening on (\S+)/);
  const [, address] = /DevTools listening on (\S+)/.exec(said()) ?? [];
  const browser = await chromium.connectOverCDP(address ?? "", { noDefaults: true });
  const [context] = browser.contexts();
  return context?.pages()[0] ?? (await context?.waitForEvent("page"))!;
}

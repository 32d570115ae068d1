/** The command line in an empty folder, from the first run to an exported policy. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeFlags } from "../main/shell/engine-node.ts";
import { emptyFolder, ended, firstLine, guidepost, type Line, launcher, type Outcome, start } from "./setup/command.ts";

const training = ["train", "peg2d", "--seed", "3", "--iterations", "2", "--samples", "2", "--json"];

function linesOf(outcome: Outcome, type: string): Line[] {
  return outcome.lines().filter((line) => line.type === type);
}

/** What must not differ between two runs with the same seed: everything but wall time. */
function withoutTime({ seconds, ...rest }: Line): Line {
  expect(seconds).toBeGreaterThan(0);
  return rest;
}

describe("a first run in an empty folder", () => {
  const folder = emptyFolder("first");
  let trained: Outcome;

  beforeAll(async () => {
    trained = await guidepost(folder, ...training);
  });

  it("lists the tasks", async () => {
    const { code, stdout } = await guidepost(folder, "tasks", "--json");
    expect(code).toBe(0);
    expect(stdout).toContain('"peg2d"');
  });

  it("trains and reports each iteration", () => {
    expect(trained.stderr).toBe("");
    expect(trained.code).toBe(0);
    expect(linesOf(trained, "iteration").map((line) => [line.iteration, line.rollouts])).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(linesOf(trained, "run")).toMatchObject([{ run: 1, status: "completed", rollouts: 4 }]);
  });

  it("evaluates the final controller, the same way each time", async () => {
    const evaluate = ["evaluate", "1", "--episodes", "2", "--seed", "5", "--json"];
    const first = await guidepost(folder, ...evaluate);
    expect(first.code).toBe(0);
    expect(linesOf(first, "evaluation")).toMatchObject([{ run: 1, episodes: 2, metric: expect.any(Number) }]);
    expect((await guidepost(folder, ...evaluate)).stdout).toBe(first.stdout);
  });

  it("lists and shows the run", async () => {
    const runs = await guidepost(folder, "runs", "--json");
    expect(runs.stdout).toContain('"completed"');
    const shown = await guidepost(folder, "show", "1");
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/peg2d/i);
  });

  it("exports the policy as an archive of arrays", async () => {
    const file = path.join(folder, "policy.npz");
    expect((await guidepost(folder, "export", "1", "--format", "npz", "--out", file)).code).toBe(0);
    const gains = unzipSync(readFileSync(file))["controller_gains.npy"] ?? new Uint8Array();
    expect(Buffer.from(gains).toString("latin1", 0, 128)).toMatch(/^\x93NUMPY.*'shape': \(800, 2, 6\)/s);
  });

  it.each([
    [["train", "peg9d"], /peg9d.*peg2d/],
    [["train", "peg2d", "--set", "klStep=much"], /klStep/],
    [["train", "peg2d", "--set", "nonsense"], /nonsense/],
    [["show", "99"], /99/],
    [["runs", "--project", "/dev/null"], /\/dev\/null/],
  ])("refuses %j in one line", async (args, message) => {
    const { code, stdout, stderr } = await guidepost(folder, ...args);
    expect(code).not.toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("a training that is killed", () => {
  it("is interrupted, and goes on to the same bytes", async () => {
    const whole = emptyFolder("whole");
    const killed = emptyFolder("killed");
    const uninterrupted = await guidepost(whole, ...training);

    const victim = start(killed, training);
    await firstLine(victim, (line) => line.type === "iteration");
    victim.kill("SIGKILL");
    await ended(victim);

    expect((await guidepost(killed, "runs", "--json")).stdout).toContain('"interrupted"');
    const resumed = await guidepost(killed, "train", "peg2d", "--resume", "1", "--json");
    expect(resumed.code).toBe(0);
    const second = linesOf(resumed, "iteration").at(-1) as Line;
    expect(withoutTime(second)).toEqual(withoutTime(linesOf(uninterrupted, "iteration").at(-1) as Line));
    expect(await exported(killed)).toEqual(await exported(whole));
  });
});

describe("the number of cores", () => {
  it.each([
    ["the best kernels", []],
    ["plain kernels", ["--kernels", "plain"]],
  ])("does not change a byte, with %s", async (_, kernels) => {
    const trained = await Promise.all(
      ["1", "2", "3"].map(async (workers) => {
        const folder = emptyFolder(`workers-${workers}`);
        const { code, stderr } = await guidepost(folder, ...training, "--workers", workers, ...kernels);
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        return exported(folder);
      }),
    );
    expect(trained[1]).toEqual(trained[0]);
    expect(trained[2]).toEqual(trained[0]);
  });
});

describe("a sweep", () => {
  it("trains what each of its runs would be alone", async () => {
    const sweep = ["--sweep", "samples=2", "--sweep", "seed=3..4", "--sweep", "klStep=0.3,1"];
    const swept = await guidepost(emptyFolder("sweep"), "train", "peg2d", "--iterations", "2", ...sweep, "--json");
    expect({ code: swept.code, stderr: swept.stderr }).toEqual({ code: 0, stderr: "" });
    expect(swept.lines().at(-1)).toEqual({ type: "sweep", runs: 4, started: 4, completed: 4 });
    const alone = await guidepost(emptyFolder("alone"), ...training, "--set", "klStep=1");
    const numbers = (outcome: Outcome, run: number) =>
      linesOf(outcome, "iteration")
        .filter((line) => line.run === run)
        .map((line) => ({ ...withoutTime(line), run: 1 }));
    // Two seeds with the first step, then two with the second.
    expect(numbers(swept, 3)).toEqual(numbers(alone, 1));
  });

  it("ends at Ctrl-C with what was trained so far", async () => {
    const folder = emptyFolder("sweep-stopped");
    const sweep = start(folder, ["train", "peg2d", "--samples", "2", "--sweep", "seed=1..3", "--json"]);
    let said = "";
    sweep.stderr?.on("data", (text) => {
      said += text;
    });
    await firstLine(sweep, (line) => line.type === "iteration");
    sweep.kill("SIGINT");
    expect(await ended(sweep)).toBe(130);
    expect(said).toMatch(/Go on with: guidepost train --resume 1\n2 of the 3 runs were not started\./);
    const runs = await guidepost(folder, "runs", "--json");
    expect(runs.lines()).toMatchObject([{ run: 1, status: "cancelled" }]);
  });
});

/** SHA-256 of each exported array; what tells of wall time is left out. */
async function exported(folder: string): Promise<Record<string, string>> {
  const file = path.join(folder, "policy.npz");
  expect((await guidepost(folder, "export", "1", "--format", "npz", "--out", file)).code).toBe(0);
  const { "run.npy": _run, "iteration_seconds.npy": _seconds, ...arrays } = unzipSync(readFileSync(file));
  expect(Object.keys(arrays)).toContain("controller_gains.npy");
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  return Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [name, digest(bytes)]));
}

it("runs with the engine's flags, whichever Node starts it", () => {
  const folder = emptyFolder("flags");
  const teller = path.join(folder, "tell.cjs");
  const told = path.join(folder, "told.txt");
  writeFileSync(
    teller,
    `require("node:fs").appendFileSync(${JSON.stringify(told)}, process.execArgv.join(" ") + "\\n")`,
  );
  for (const node of new Set([process.execPath, "node"])) {
    rmSync(told, { force: true });
    const env = { ...process.env, NODE_OPTIONS: `--require=${teller}` };
    const { stdout } = spawnSync(node, [launcher, "--version"], { cwd: folder, env, encoding: "utf8" });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+$/m);
    // The last that was started is the program itself.
    expect(readFileSync(told, "utf8").trim().split("\n").at(-1)).toBe(nodeFlags.join(" "));
  }
});

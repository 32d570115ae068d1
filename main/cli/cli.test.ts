import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { fakeTrainer, temporaryFolder } from "../engine/testing/fake-engine.ts";
import { readProjectFile, writeProjectFile } from "../projects/project-file.ts";
import { outputTo } from "./context.ts";
import { runCli } from "./main.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let project: string;

beforeAll(async () => {
  temporary = temporaryFolder();
  project = path.join(temporary.folder, "project");
  expect((await guidepost("train", "peg2d", "--iterations", "3", "--samples", "2")).exitCode).toBe(0);
});
afterAll(() => temporary.remove());

/** One run of the command line in the test's project; `env` decides on the default project. */
async function guidepost(...argv: string[]) {
  return guidepostIn(["--project", project], ...argv);
}

async function guidepostIn(common: string[], ...argv: string[]) {
  const written = { out: "", err: "" };
  const env = {
    XDG_DATA_HOME: path.join(temporary.folder, "data"),
    XDG_CONFIG_HOME: path.join(temporary.folder, "config"),
  };
  const stream = (key: "out" | "err") => ({
    write: (text: string) => {
      written[key] += text;
      return true;
    },
  });
  const output = outputTo(stream("out"), stream("err"), env);
  const context = { output, env, tasks: taskDescriptions, trainerEntry: fakeTrainer };
  const exitCode = await runCli([...argv, ...common], context);
  const lines = () =>
    written.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { exitCode, ...written, lines };
}

describe("train", () => {
  test("--json writes a line an iteration and one at the end, with the fields that are promised", async () => {
    const { exitCode, lines, err } = await guidepost("train", "peg2d", "--iterations", "2", "--seed", "7", "--json");
    expect(exitCode).toBe(0);
    expect(err).toBe("");
    const [first, second, end] = lines();
    expect(Object.keys(first!)).toEqual([
      "type",
      "run",
      "iteration",
      "rollouts",
      "cost",
      "metric",
      "success",
      "kl",
      "eta",
      "stepSize",
      "seconds",
      "policy",
    ]);
    expect(second).toMatchObject({ type: "iteration", iteration: 2, rollouts: 10 });
    const { type, policy, ...numbers } = first!;
    expect([type, policy]).toEqual(["iteration", null]);
    for (const value of Object.values(numbers)) expect(typeof value).toBe("number");
    expect(Object.keys(end!)).toEqual(["type", "run", "status", "metric", "success", "rollouts", "seconds"]);
    expect(end).toMatchObject({ type: "run", run: first!.run, status: "completed", metric: second!.metric });
  });

  test("without a terminal there are plain lines and no control characters", async () => {
    const { out, err } = await guidepost("train", "peg2d", "--iterations", "2");
    expect(out).toMatch(/^Run 000\d · peg2d · trajectory/);
    expect(out.trim().split("\n")).toHaveLength(5);
    expect(out + err).not.toContain("\u001b");
  });

  test("--set and the options reach the run", async () => {
    await guidepost(
      "train",
      "peg2d",
      "--iterations",
      "1",
      "--prior",
      "none",
      "--set",
      "klStep=2.5",
      "--set",
      "components=3",
      "--kernels",
      "plain",
    );
    const { lines } = await guidepost("show", "latest", "--json");
    expect(lines()[0]).toMatchObject({
      config: { prior: "none", samples: 5, options: { klStep: 2.5, components: 3 } },
      versions: { kernels: "plain" },
    });
  });

  test("--preset begins with what the project keeps under a name; what else is given stands", async () => {
    const config = { task: "peg2d", iterations: 1, samples: 3, prior: "none" as const, options: { klStep: 2.5 } };
    writeProjectFile(project, { ...readProjectFile(project), presets: [{ name: "quick try", config }] });
    const shown = async () => (await guidepost("show", "latest", "--json")).lines()[0];
    expect(
      (await guidepost("train", "--preset", "quick try", "--samples", "2", "--set", "components=3")).exitCode,
    ).toBe(0);
    expect(await shown()).toMatchObject({
      config: { iterations: 1, samples: 2, prior: "none", options: { klStep: 2.5, components: 3 } },
    });
    expect((await guidepost("train", "--preset", "quick try", "--sweep", "klStep=1,2")).out).toMatch(
      /^1 of 2 · klStep 1/,
    );
    expect(await shown()).toMatchObject({ config: { samples: 3, options: { klStep: 2 } } });
    expect((await guidepost("train", "--preset", "slow")).err).toMatch(
      /There is no preset "slow" in this project; presets: quick try\. Tip/,
    );
    expect((await guidepost("train", "--resume", "1", "--preset", "quick try")).err).toMatch(/--preset cannot change/);
    const nowhere = ["--project", path.join(temporary.folder, "nowhere")];
    expect((await guidepostIn(nowhere, "train", "--preset", "x")).err).toMatch(/There is no project at/);
    expect((await guidepostIn(nowhere, "train", "--resume", "1")).err).toMatch(
      /There is no project at .*nowhere\. Tip/,
    );
    expect(existsSync(path.join(temporary.folder, "nowhere"))).toBe(false);
  });

  test("--sweep trains a run for each combination, and sums them up", async () => {
    const sweep = ["--sweep", "klStep=0.3,1", "--sweep", "seed=1..2", "--sweep", "samples=2,3"];
    const { exitCode, out, err } = await guidepost("train", "peg2d", "--iterations", "1", ...sweep);
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatch(/^1 of 8 · klStep 0\.3 · seed 1 · samples 2\nRun 00\d\d · peg2d/);
    const table = out.slice(out.indexOf("Sweep: ")).trim().split("\n");
    expect(table[0]).toBe("Sweep: 2 seeds × 2 × 2 = 8 runs");
    expect(table[1]).toMatch(/^klStep {2}samples {2}completed +\S+ \[m\] +success$/);
    expect(table.slice(2).map((row) => row.trim().split(/ {2,}/).slice(0, 3))).toEqual([
      ["0.3", "2", "2/2"],
      ["0.3", "3", "2/2"],
      ["1", "2", "2/2"],
      ["1", "3", "2/2"],
    ]);
    const { lines } = await guidepost("runs", "--json");
    const made = lines().slice(0, 8).reverse();
    expect(made.map(({ seed }) => seed)).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    expect(new Set(made.map(({ group }) => group)).size).toBe(4);
  });

  test("a sweep goes on after a run that fails, and says how many were completed", async () => {
    const model = path.join(temporary.folder, "fails.xml");
    writeFileSync(model, '{"failAt": 1}');
    const argv = ["train", "peg2d", "--iterations", "1", "--sweep", "seed=1..2", "--model", model, "--json"];
    const { exitCode, err, lines } = await guidepost(...argv);
    expect(exitCode).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(2);
    expect(lines().filter(({ type }) => type === "run")).toHaveLength(2);
    expect(lines().at(-1)).toEqual({ type: "sweep", runs: 2, started: 2, completed: 0 });
  });

  test("a completed run goes on only when it is asked for more", async () => {
    const refused = await guidepost("train", "--resume", "1");
    expect(refused).toMatchObject({ exitCode: 1, out: "" });
    expect(refused.err).toMatch(/finished 3 iterations.*Tip: ask for more with --iterations/);
    const { lines } = await guidepost("train", "--resume", "0001", "--iterations", "4", "--json");
    expect(lines().map(({ type, iteration }) => iteration ?? type)).toEqual([4, "run"]);
  });

  test("a failing run has exit code 1 and its reason on stderr", async () => {
    const model = path.join(temporary.folder, "fails.xml");
    writeFileSync(model, '{"failAt": 2}');
    const { exitCode, err, out } = await guidepost("train", "peg2d", "--model", model);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/failed: no positive definite Quu/);
    expect(out).toMatch(/failed/);
  });

  test("--help shows each setting with its default, unit and range", async () => {
    const { exitCode, out } = await guidepost("train", "--help");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/klStep +\d\S* +nat per step +number > 0, ≤ 100 +trajectory, gps +Bound on the KL/);
    expect(out.replace(/\s+/g, " ")).toMatch(/--iterations <value> .* \(integer 1…10000, default 20\)/);
  });
});

describe("errors: one line on stderr, nothing on stdout", () => {
  test.each<[string[], number, RegExp]>([
    [["train", "peg9"], 1, /Unknown task "peg9"; tasks: peg2d/],
    [["train"], 1, /train needs a task; tasks: peg2d/],
    [["train", "peg2d", "--set", "klStep"], 1, /"klStep" is not of the form key=value.*klStep, stepMin.*train --help/],
    [["train", "peg2d", "--set", "klSteps=1"], 1, /there is no such setting.*klStep, stepMin/],
    [["train", "peg2d", "--set", "__proto__=1"], 1, /there is no such setting/],
    [
      ["train", "peg2d", "--set", "klStep=fast"],
      1,
      /"fast" is not valid; klStep takes number > 0, ≤ 100\. Tip: the default is 2\./,
    ],
    [["train", "peg2d", "--set", "klStep="], 1, /"" is not valid/],
    [["train", "peg2d", "--sweep", "seed"], 1, /"seed" is not of the form key=v1,v2.*seed=1\.\.5/],
    [["train", "peg2d", "--sweep", "task=peg2d,octopus"], 1, /--sweep task: there is no such setting.*method, /],
    [["train", "peg2d", "--sweep", "__proto__=1"], 1, /there is no such setting/],
    [["train", "peg2d", "--sweep", "klStep=1,0"], 1, /--sweep klStep: "0" is not valid; klStep takes number > 0/],
    [["train", "peg2d", "--sweep", "seed=1..600", "--sweep", "samples=4,5"], 1, /1200 runs; at most 1000/],
    [["train", "peg2d", "--sweep", "seed=1", "--sweep", "seed=2"], 1, /seed is given twice.*one --sweep seed=/],
    [["train", "peg2d", "--seed", "1", "--sweep", "seed=1,2"], 1, /seed is given twice/],
    [["train", "peg2d", "--set", "klStep=1", "--sweep", "klStep=1,2"], 1, /klStep is given twice/],
    [["train", "peg2d", "--method", "ilqg", "--sweep", "klStep=1,2"], 1, /klStep: no method that is trained reads it/],
    [["train", "peg2d", "--sweep", "conditions=single,slot"], 1, /peg2d has no conditions "slot"/],
    [["train", "--resume", "1", "--sweep", "seed=1,2"], 1, /--sweep cannot change a run that is resumed/],
    [["train", "peg2d", "--seed", "1.5"], 1, /--seed "1\.5" is not valid; seed takes integer 0…2147483647/],
    [
      ["train", "peg2d", "--samples", "0"],
      1,
      /--samples "0" is not valid; samples takes integer .* the default is 5\./,
    ],
    [["train", "peg2d", "--method", "gps", "--samples", "0"], 1, /"0" is not valid; .* the default is 2\./],
    [["train", "peg2d", "--prior", "gauss"], 1, /--prior "gauss" is not valid; prior takes gmm \| none/],
    [["train", "peg2d", "--workers", "many"], 1, /--workers "many" is not valid; it takes an integer 1…256/],
    [
      ["train", "peg2d", "--kernels", "fast"],
      1,
      /--kernels "fast" is not valid; it takes relaxed-simd \| simd \| plain/,
    ],
    [["train", "--resume", "1", "--kernels", "simd"], 1, /--kernels cannot change a run that is resumed/],
    [["train", "peg2d", "--model", "/nowhere.xml"], 1, /model \/nowhere\.xml cannot be read/],
    [["train", "--resume", "1", "--seed", "2"], 1, /--seed cannot change a run that is resumed/],
    [["train", "--resume", "99"], 1, /There is no run 0099 in .*; runs: 1 to \d+\. Tip/],
    [
      ["show", "latest", "more"],
      2,
      /too many arguments for 'show'\. Expected 1 argument but got 2: latest, more\. Tip/,
    ],
    [["show", "x"], 1, /"x" names no run.*latest/],
    [["evaluate", "1", "--episodes", "0"], 1, /--episodes "0" is not valid/],
    [["evaluate", "1", "--policy", "best"], 1, /--policy "best" is not valid; it takes network, last, controller/],
    [["evaluate", "1", "--policy", "last"], 1, /Run 0001 of method trajectory has no policy.*Tip: --policy controller/],
    [["evaluate", "1", "--conditions", "slots"], 1, /only --onnx FILE goes with --conditions/],
    [["evaluate", "1", "--seconds", "0.2"], 1, /--seconds "0\.2" is not valid; it takes a number 1…3600/],
    [["evaluate", "1", "--seconds", "20"], 1, /controller of peg2d acts for 8 s; 20 s are asked for/],
    [
      ["evaluate", "1", "--condition", "held-out"],
      1,
      /conditions "single" of peg2d hold none out.*--condition trained/,
    ],
    [
      ["evaluate", "1", "--condition", "x"],
      1,
      /"x" is none of the conditions "single" of peg2d; it takes trained, .*"above the slot"/,
    ],
    [
      ["train", "peg2d", "--conditions", "slot"],
      1,
      /peg2d has no conditions "slot"; it has: single, slots, slots-wide/,
    ],
    [["export", "1", "--format", "pdf", "--out", "x"], 1, /Unknown format "pdf"; formats: npz, json, csv/],
    [["export", "1", "--format", "csv"], 2, /--out/],
    [["export", "1", "--format", "csv", "--out", "x", "--policy", "last"], 1, /--policy goes with onnx and bundle/],
    [["export", "1", "--format", "csv", "--out", "x", "--condition", "y"], 1, /--condition goes with onnx and bundle/],
    [
      ["export", "1", "--format", "onnx", "--out", "x", "--policy", "both"],
      1,
      /"both" is not valid; it takes network, last, controller/,
    ],
    [["export", "1", "--format", "onnx", "--out", "x", "--policy", "network"], 1, /Run 0001 .*has no policy/],
    [["evaluate"], 1, /Evaluate what\?.*--onnx FILE/],
    [["evaluate", "1", "--onnx", "x"], 1, /Evaluate the run 1 or --onnx x\?/],
    [["evaluate", "--onnx", "x", "--noise"], 1, /only a run goes with --noise/],
    [["evaluate", "--onnx", "x", "--task", "peg9"], 1, /--task "peg9" is not known; tasks: peg2d/],
    [["evaluate", "--onnx", "x"], 1, /--onnx x goes with --task; tasks: peg2d/],
    [["trian"], 2, /unknown command 'trian' \(Did you mean train\?\)/],
    [["train", "peg2d", "--sede", "1"], 2, /unknown option '--sede'/],
  ])("%j", async (argv, exitCode, message) => {
    const answer = await guidepost(...argv);
    expect(answer.err).toMatch(message);
    expect(answer).toMatchObject({ exitCode, out: "" });
    expect(answer.err.trim()).not.toContain("\n");
    expect(answer.err).toMatch(/^guidepost: /);
  });

  test("a model that does not parse leaves no run behind", async () => {
    const model = path.join(temporary.folder, "broken.xml");
    writeFileSync(model, "broken");
    const folder = path.join(temporary.folder, "fresh");
    const { exitCode, err } = await guidepostIn(["--project", folder], "train", "peg2d", "--model", model);
    expect([exitCode, err]).toEqual([1, expect.stringMatching(/cannot be used: XML Error: missing mujoco element/)]);
    expect((await guidepostIn(["--project", folder], "runs")).out).toMatch(/No runs yet/);
    expect((await guidepostIn(["--project", folder], "show", "latest")).err).toMatch(
      /fresh has no runs yet\..*starts one/,
    );
  });

  test("a project that is a file", async () => {
    const file = path.join(temporary.folder, "notes.txt");
    writeFileSync(file, "mine");
    const { exitCode, err } = await guidepostIn(["--project", file], "runs");
    expect([exitCode, err]).toEqual([1, expect.stringMatching(/notes\.txt is a file\. Tip/)]);
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

describe("reading", () => {
  test("tasks --json describes each task", async () => {
    const [task] = (await guidepost("tasks", "--json")).lines();
    expect(task).toMatchObject({ name: "peg2d", stateDim: 6, actionDim: 2, steps: 800, dt: 0.01 });
    expect(task?.costTerms).toContainEqual(expect.objectContaining({ name: "distance", weight: 1 }));
  });

  test("tasks lists the defaults that are a task's own, and train takes them", async () => {
    const { out } = await guidepost("tasks");
    expect(out.match(/^ {2}own default: iterations \d+ \((trajectory, gps|trajectory|gps)\): \S.*$/gm)).toHaveLength(5);
    expect(out).toMatch(/^ {2}own default: differenceStep 0\.001 \(ilqg\): /m);
    await guidepost("train", "walker", "--method", "ilqg", "--iterations", "1");
    const [run] = (await guidepost("show", "latest", "--json")).lines();
    expect(run).toMatchObject({ config: { iterations: 1, options: { differenceStep: 1e-3 } } });
  });

  test("runs lists the newest first, in text and in JSON", async () => {
    const ids = (await guidepost("runs", "--json")).lines().map(({ run }) => run as number);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect((await guidepost("runs")).out).toMatch(/^run +task +method/);
    expect((await guidepost("--json", "runs")).lines()).toHaveLength(ids.length);
  });

  test("evaluate writes an episode a line and their means", async () => {
    const { exitCode, lines } = await guidepost("evaluate", "1", "--episodes", "4", "--json");
    const episodes = lines().slice(0, 4);
    expect(exitCode).toBe(0);
    const promised = ["condition", "actor", "metric", "success", "cost", "travelled", "status"];
    expect(Object.keys(episodes[0])).toEqual(["type", "run", "episode", ...promised]);
    expect(episodes[3]).toMatchObject({
      episode: 4,
      condition: "above the slot",
      actor: "controller",
      travelled: null,
    });
    const mean = episodes.reduce((sum, { metric }) => sum + Number(metric), 0) / 4;
    expect(lines()).toHaveLength(5);
    const end = lines().at(-1)!;
    expect(Object.keys(end)).toEqual(["type", "run", "episodes", "metric", "success", "cost", "travelled", "fallen"]);
    expect(end).toMatchObject({ type: "evaluation", run: 1, episodes: 4, metric: mean, fallen: 0 });
  });

  test("evaluate takes a policy through all conditions, trained and held out, with sums", async () => {
    const small = ["--iterations", "1", "--samples", "2"];
    const { out } = await guidepost("train", "peg2d", "--method", "gps", "--conditions", "slots", ...small);
    expect(out).toMatch(/1 iterations of 4 × 2 rollouts/);
    const { exitCode, lines } = await guidepost("evaluate", "latest", "--episodes", "2", "--seconds", "20", "--json");
    expect(exitCode).toBe(0);
    const of = (type: string) => lines().filter((line) => line.type === type);
    expect(of("episode")).toHaveLength(16);
    expect(new Set(of("episode").map(({ actor }) => actor))).toEqual(new Set(["policy"]));
    expect(of("condition")).toHaveLength(8);
    expect(of("group").map(({ group, episodes }) => [group, episodes])).toEqual([
      ["trained", 8],
      ["held-out", 8],
    ]);
    const [trained, heldOut, all] = [...of("group"), ...of("evaluation")].map(({ metric }) => Number(metric));
    expect(all).toBeCloseTo((trained + heldOut) / 2, 12);
    const own = await guidepost("evaluate", "latest", "--policy", "controller", "--episodes", "1", "--json");
    expect(own.lines().filter(({ type }) => type === "episode")).toHaveLength(4);
    const one = await guidepost("evaluate", "latest", "--condition", "slot at -17 mm", "--episodes", "3");
    expect(one.out).toMatch(/^Run \d+, policy, 3 episodes: mean distance/m);
    const each = await guidepost("evaluate", "latest", "--episodes", "1");
    expect(each.out).toMatch(/^slot at -67 mm, 1 episode: mean/m);
    expect(each.out).toMatch(/^held-out, 4 episodes: mean/m);
  });

  test("export tries what acts: the policy, or the controllers of the conditions that are asked for", async () => {
    const small = ["--iterations", "1", "--samples", "2"];
    await guidepost("train", "peg2d", "--method", "gps", "--conditions", "slots", ...small);
    const tried = async (...options: string[]) => {
      const out = path.join(temporary.folder, "actor.onnx");
      // The fake trainer fails every file, by its name.
      const { err } = await guidepost("export", "latest", "--format", "onnx", "--out", out, ...options);
      return err.trim();
    };
    expect(await tried()).toMatch(/policy\.onnx was not exported/);
    expect(await tried("--policy", "controller")).toMatch(/controller-slot-at-minus-100-mm\.onnx was not exported/);
    const named = await tried("--policy", "controller", "--condition", "slot at +33 mm");
    expect(named).toMatch(/controller-slot-at-plus-33-mm\.onnx was not exported/);
    expect(await tried("--condition", "trained")).toMatch(/A policy is for every condition, not for "trained".*Tip:/);
    const heldOut = await tried("--policy", "controller", "--condition", "held-out");
    expect(heldOut).toMatch(/has no controller for "slot at -67 mm"/);
  });

  test("export writes once, and again only by force", async () => {
    const file = path.join(temporary.folder, "run.csv");
    const argv = ["export", "1", "--format", "csv", "--out", file];
    expect((await guidepost(...argv, "--json")).lines()[0]).toMatchObject({ type: "export", format: "csv", file });
    expect((await guidepost(...argv)).err).toMatch(/exists\. Tip: --force/);
    expect((await guidepost(...argv, "--force")).exitCode).toBe(0);
  });

  test("doctor's page has a word for each line", async () => {
    const { exitCode, out } = await guidepost("doctor");
    expect(exitCode).toBe(0);
    for (const line of out.trim().split("\n")) expect(line).toMatch(/^(ok|warn) +\S/);
    expect(out).toMatch(/ok +Store +.*runs, every row as it was written/);
    const broken = await guidepostIn(["--project", temporary.folder], "doctor", "--json");
    expect(broken.exitCode).toBe(1);
    expect(broken.lines()).toContainEqual(expect.objectContaining({ name: "Store", result: "fail" }));
  });

  test("the default project is made at its first use", async () => {
    expect((await guidepostIn([], "runs")).out).toMatch(/No runs yet/);
    expect(existsSync(path.join(temporary.folder, "data", "guidepost", "default", "project.json"))).toBe(true);
  });
});

test.each([["SIGINT", 130] as const, ["SIGTERM", 143] as const])(
  "%s stops a training cleanly",
  async (signal, code) => {
    const model = path.join(temporary.folder, "slow.xml");
    writeFileSync(model, '{"pause": 30}');
    const script = path.join(import.meta.dirname, "testing", "fake-cli.ts");
    const argv = [script, "train", "peg2d", "--iterations", "1000", "--model", model, "--project", project, "--json"];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.stdout.once("data", () => child.kill(signal));
    expect(await once(child, "close")).toEqual([code, null]);
    expect(err).toMatch(/Stopped\. Go on with: guidepost train --resume \d+ --project/);
    expect((await guidepost("runs", "--json")).lines()[0]).toMatchObject({ status: "cancelled" });
  },
);

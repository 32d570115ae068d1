/** What `doctor` looks at, each with a result in a word and a line of detail. */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { checkModel, taskModelText } from "../engine/models.ts";
import { withTrainer } from "../engine/trainer.ts";
import { messageOf } from "../errors.ts";
import { programFolder, windowFolder } from "../paths.ts";
import { defaultProjectFolder } from "../projects/default-folder.ts";
import { verifyProject } from "../projects/health.ts";
import { openProject, storeFile } from "../projects/project.ts";
import { isSound } from "../store/verify.ts";
import { appVersion, nodeVersion } from "../versions.ts";
import type { CliContext } from "./context.ts";
import type { CommonOptions } from "./session.ts";
import { storeVerdict } from "./verify.ts";

export interface Check {
  name: string;
  result: "ok" | "warn" | "fail";
  detail: string;
}

export async function checkAll(context: CliContext, options: CommonOptions): Promise<Check[]> {
  return [
    { name: "Guidepost", result: "ok", detail: `${appVersion} on ${os.type()} ${os.release()} (${os.arch()})` },
    checkNode(),
    checkSqlite(),
    ...(await checkPhysics(context)),
    await checkKernels(context),
    await checkStore(context, options),
    checkWindow(),
    checkElectron(),
    checkDisplay(context.env),
    checkCores(),
  ];
}

function checkNode(): Check {
  const enough = Number(nodeVersion.split(".")[0]) >= 24;
  const detail = enough ? nodeVersion : `${nodeVersion}; runs are made to be repeated with Node 24: use npx guidepost`;
  return { name: "Node", result: enough ? "ok" : "warn", detail };
}

function checkSqlite(): Check {
  try {
    const db = new Database(":memory:");
    const version = String(db.prepare("SELECT sqlite_version()").pluck().get());
    db.close();
    return { name: "SQLite", result: "ok", detail: version };
  } catch (error) {
    return { name: "SQLite", result: "fail", detail: `${messageOf(error)}; npm ci sets it up` };
  }
}

/** Every task's model is loaded and stepped once, in a worker as for training. */
async function checkPhysics({ tasks, trainerEntry }: CliContext): Promise<Check[]> {
  const checks: Check[] = [];
  for (const task of tasks) {
    const name = `Physics ${task.name}`;
    try {
      const model = taskModelText(task);
      const { mujocoVersion } = await withTrainer(trainerEntry, (trainer) => checkModel(trainer, task.name, model));
      checks.push({ name, result: "ok", detail: `MuJoCo ${mujocoVersion} loads and steps ${task.model}` });
    } catch (error) {
      checks.push({ name, result: "fail", detail: messageOf(error) });
    }
  }
  return checks;
}

/** The builds of the kernels that this Node runs; a run takes the first. */
async function checkKernels({ trainerEntry }: CliContext): Promise<Check> {
  const name = "Kernels";
  try {
    const builds = await withTrainer(trainerEntry, (trainer) => trainer.call((api) => api.kernelBuilds()));
    const quick = builds[0] !== "plain";
    return { name, result: quick ? "ok" : "warn", detail: `${builds.join(", ")}${quick ? "" : "; training is slow"}` };
  } catch (error) {
    return { name, result: "fail", detail: messageOf(error) };
  }
}

/** SQLite's own check, then every row of every run against its checksum. */
async function checkStore({ env }: CliContext, { project }: CommonOptions): Promise<Check> {
  const folder = project === undefined ? defaultProjectFolder(env, process.platform) : path.resolve(project);
  const name = "Store";
  if (project === undefined && !existsSync(storeFile(folder))) {
    return { name, result: "ok", detail: `${folder} is made at its first use` };
  }
  try {
    openProject(folder, "read").close();
    const report = await verifyProject(folder);
    if (!isSound(report)) return { name, result: "fail", detail: storeVerdict(report) };
    return { name, result: "ok", detail: `${report.file}: ${report.runs} runs, every row as it was written` };
  } catch (error) {
    return { name, result: "fail", detail: messageOf(error) };
  }
}

function checkWindow(): Check {
  const built = existsSync(path.join(windowFolder, "index.html"));
  return {
    name: "Window",
    result: built ? "ok" : "warn",
    detail: built ? "built" : "not built; npm run build makes it",
  };
}

/** Only looks for the files: asking the package itself would start a download. */
function checkElectron(): Check {
  const name = "Electron";
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(programFolder, "node_modules", "electron", "dist");
  try {
    const version = readFileSync(path.join(folder, "version"), "utf8").trim();
    return { name, result: "ok", detail: version };
  } catch {
    return { name, result: "warn", detail: "its program is not here; the workbench opens in the browser instead" };
  }
}

function checkDisplay(env: NodeJS.ProcessEnv): Check {
  const name = "Display";
  if (process.platform !== "linux") return { name, result: "ok", detail: process.platform };
  const display = env.WAYLAND_DISPLAY ?? env.DISPLAY;
  if (display) return { name, result: "ok", detail: display };
  return { name, result: "warn", detail: "none; the workbench opens in the browser instead" };
}

function checkCores(): Check {
  const cores = os.availableParallelism();
  return { name: "Cores", result: "ok", detail: `${cores}, ${(os.totalmem() / 2 ** 30).toFixed(1)} GiB memory` };
}

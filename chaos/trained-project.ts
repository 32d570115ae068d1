/** A project with a short run of each method, trained once by the program and copied for every case. */
import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { storeFile } from "../main/projects/project.ts";
import { run } from "./program.ts";
import { methods, trainingArguments } from "./training.ts";

/** Trains it in `home`, one run after the other. */
export async function trainedProject(home: string): Promise<string> {
  const project = path.join(home, "trained");
  for (const method of methods) {
    await run(home, trainingArguments({ project, method, seed: 1, iterations: 2 }), { code: 0 });
  }
  return project;
}

/** A copy of the project's store alone: a library without anything beside it. */
export function copyStore(project: string, to: string): string {
  cpSync(path.join(project, "project.json"), path.join(to, "project.json"));
  cpSync(storeFile(project), storeFile(to));
  for (const log of ["-wal", "-shm"]) {
    if (existsSync(`${storeFile(project)}${log}`)) cpSync(`${storeFile(project)}${log}`, `${storeFile(to)}${log}`);
  }
  return to;
}

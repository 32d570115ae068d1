/** The program itself, serving a project. */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const program = path.join(import.meta.dirname, "../../bin/guidepost.cjs");

export interface Served {
  url: string;
  stop(): Promise<void>;
}

export async function serve(folder: string): Promise<Served> {
  const args = [program, "serve", "--json", "--project", folder];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const line = await new Promise<string>((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
  const { url } = JSON.parse(line) as { url: string };
  const stop = () => {
    server.kill("SIGTERM");
    return ended;
  };
  return { url, stop };
}

/** A screen for the windows: the person's own, or a virtual one that ends with the tests. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";

export interface Display {
  /** Value for DISPLAY. */
  name: string;
  missing: string | null;
  close(): void;
}

const server = "/usr/bin/Xvfb";

/** Windows of the largest screenshot must fit. */
const screen = "1920x1200x24";

export async function openDisplay(): Promise<Display> {
  const own = process.env.DISPLAY ?? "";
  if (own !== "" || process.platform !== "linux") return { name: own, missing: null, close: () => {} };
  if (!existsSync(server))
    return { name: "", missing: "there is no display and Xvfb is not installed", close: () => {} };
  const xvfb = spawn(server, ["-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return { name: `:${await displayNumber(xvfb)}`, missing: null, close: () => xvfb.kill() };
}

/** Xvfb writes the number that it chose to its fourth file once it accepts windows. */
function displayNumber(xvfb: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const answer = xvfb.stdio[3] as Readable;
    answer.once("data", (text) => resolve(String(text).trim()));
    xvfb.once("exit", (code) => reject(new Error(`Xvfb ended with exit code ${code}`)));
  });
}

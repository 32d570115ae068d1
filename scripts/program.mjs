/** The built program's parts, and how to run one of them in the foreground. */
import { spawn } from "node:child_process";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

/** Path of a built entry point: index, engine or cli. */
function program(name) {
  return path.join(root, "out", "main", `${name}.cjs`);
}

/** Arguments of Node for a command of the built command line; main/shell/engine-node.ts says why the flags. */
export function commandLine(...args) {
  const flags = ["--no-memory-protection-keys", "--wasm-wrapper-tiering-budget=2000000000", "--max-semi-space-size=2"];
  return [...flags, program("cli"), ...args];
}

/**
 * Runs a program until it ends, passing on the signals that ask it to stop, and returns its exit code.
 * A program that was asked to stop has done what it should: 0.
 */
export function run(file, args, options = {}) {
  const child = spawn(file, args, { stdio: "inherit", ...options });
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      asked = true;
      // A terminal sends Ctrl-C to the whole group, the program included.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`${path.basename(file)} does not start: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(asked ? 0 : (code ?? 1)));
    options.onChild?.(child);
  });
}

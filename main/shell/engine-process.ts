/**
 * The engine as a process of its own.
 *
 * Electron's own Node runs it, or the Node executable that GUIDEPOST_NODE names: an Electron whose Node is older
 * than the store's driver needs that. Either way the engine's first message says where it listens.
 */
import { fork } from "node:child_process";
import path from "node:path";
import { app, utilityProcess } from "electron";
import type { EngineProcess } from "./engine-keeper.ts";
import { chosenNode, nodeFlags } from "./engine-node.ts";

/** Starts out/main/engine.cjs on the project in `folder`. */
export function startEngine(folder: string): EngineProcess {
  const env = { ...process.env, GUIDEPOST_PROJECT: folder };
  const file = path.join(__dirname, "engine.cjs");
  const node = chosenNode(process.env, app.isPackaged, process.versions.node);
  return node !== null ? forkNode(file, node, env) : forkUtility(file, env);
}

function forkNode(file: string, node: string, env: NodeJS.ProcessEnv): EngineProcess {
  // Detached, so that Ctrl-C in a terminal reaches the shell alone, which then stops the engine in order.
  const child = fork(file, [], { execPath: node, execArgv: nodeFlags, detached: true, env });
  return {
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => {
      child.once("exit", listener);
      // An executable that is missing never exits: it only errs.
      child.once("error", () => child.pid === undefined && listener(null));
    },
    stop: () => child.kill("SIGTERM"),
  };
}

function forkUtility(file: string, env: NodeJS.ProcessEnv): EngineProcess {
  // Electron hands V8's flags on in this form only.
  const execArgv = [`--js-flags=${nodeFlags.join(" ")}`];
  const child = utilityProcess.fork(file, [], { serviceName: "Guidepost engine", stdio: "inherit", execArgv, env });
  return {
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => child.once("exit", listener),
    stop: () => child.kill(),
  };
}

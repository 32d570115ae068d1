#!/usr/bin/env node
/**
 * Starts the command line with the Node that the project brings along, whichever Node runs this file (18 or later),
 * and builds the program first where that is needed.
 */
"use strict";
const { spawn } = require("node:child_process");
const { existsSync } = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const MAJOR = 24;
/** The store's driver crashes Nodes older than this. */
const OLDEST_MAJOR = 22;
/** What main/shell/engine-node.ts says of them holds here. */
const NODE_FLAGS = [
  "--no-memory-protection-keys",
  "--wasm-wrapper-tiering-budget=2000000000",
  "--max-semi-space-size=2",
];

const root = path.join(__dirname, "..");
const major = Number(process.versions.node.split(".")[0]);
const ownNode = major === MAJOR ? null : findNode();

if (ownNode !== null) runWith(ownNode);
else if (major >= OLDEST_MAJOR && hasFlags()) runHere().catch(giveUp);
else if (major >= OLDEST_MAJOR) runWith(process.execPath);
else giveUp(new Error(`it needs Node ${MAJOR}, and this is ${process.versions.node}. Tip: npm ci sets it up`));

/** The executable in the package for this platform, or null. */
function findNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  const packages = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
  const folders = module.paths.flatMap((modules) => packages.map((name) => path.join(modules, name, "bin", file)));
  return folders.find((candidate) => existsSync(candidate)) ?? null;
}

/** V8 takes its flags only when it starts. */
function hasFlags() {
  return NODE_FLAGS.every((flag) => process.execArgv.includes(flag));
}

/** Runs this file again; signals and the exit code pass through. */
function runWith(node) {
  // The channel tells the child when this process is gone.
  const child = spawn(node, [...NODE_FLAGS, __filename, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", giveUp);
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

async function runHere() {
  const builder = path.join(root, "scripts", "ensure-built.mjs");
  // A packaged program comes built, and without its scripts.
  if (existsSync(builder)) (await import(pathToFileURL(builder).href)).ensureBuilt();
  require(path.join(root, "out", "main", "cli.cjs"));
}

function giveUp(error) {
  console.error(`guidepost: ${error.message}`);
  process.exitCode = 1;
}

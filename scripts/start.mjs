/** `npm start`: the workbench in its window, or in the browser where no window can be had. */
import { findElectron, noDisplay } from "./electron.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { program, root, run } from "./program.mjs";

const args = process.argv.slice(2);

ensureBuilt();
process.exitCode = await start();

async function start() {
  const obstacle = noDisplay();
  if (obstacle !== null) return serve(obstacle);
  const electron = findElectron();
  if (electron.reason) return serve(electron.reason);
  const { opened, code } = await openWindow(electron.file);
  return opened ? code : serve(`Electron does not start here (exit code ${code})`);
}

function serve(reason) {
  console.error(`No desktop window: ${reason}. The same workbench in your browser:`);
  return run(process.execPath, [program("cli"), "serve"]);
}

/** Runs Electron until it ends; `opened` tells whether its window was there. */
async function openWindow(file) {
  let opened = false;
  const code = await run(file, [...args, root], {
    // Chromium writes its own diagnostics to stderr; they mean nothing to the person who started the workbench.
    stdio: ["inherit", "inherit", "pipe", "ipc"],
    env: { ...process.env, ...nodeForOldElectron() },
    onChild: (child) => {
      child.on("message", (message) => {
        opened ||= message === "window";
      });
      child.stderr.on("data", (text) => process.env.GUIDEPOST_DEBUG && process.stderr.write(text));
    },
  });
  return { opened: opened || code === 0, code };
}

/** An Electron of the user's own choice may carry a Node that is too old for the store: the engine then takes this one. */
function nodeForOldElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH && !process.env.GUIDEPOST_NODE;
  return chosen ? { GUIDEPOST_NODE: process.execPath } : {};
}

/** `npm start`: the workbench in its window, or in the browser where no window can be had. */
import { findElectron, noDisplay } from "./electron.mjs";
import { reasonOf, withoutNoise } from "./electron-messages.mjs";
import { ensureBuilt } from "./ensure-built.mjs";
import { commandLine, root, run } from "./program.mjs";

const args = process.argv.slice(2);

ensureBuilt();
process.exitCode = await start();

async function start() {
  const obstacle = noDisplay();
  if (obstacle !== null) return serve(obstacle);
  const electron = findElectron();
  if (electron.reason) return serve(electron.reason);
  const { opened, code, messages } = await openWindow(electron.file);
  return opened || code === 0 ? code : serve(reasonOf(messages, code));
}

function serve(reason) {
  console.error(`No desktop window: ${reason}. The same workbench in your browser:`);
  return run(process.execPath, commandLine("serve"));
}

/** Runs Electron until it ends; `opened` tells whether its window was there, `messages` what was said before. */
async function openWindow(file) {
  let opened = false;
  let messages = "";
  const code = await run(file, [...args, root], {
    stdio: ["inherit", "inherit", "pipe", "ipc"],
    env: { ...process.env, ...nodeForOldElectron() },
    onChild: (child) => {
      child.on("message", (message) => {
        opened ||= message === "window";
      });
      child.stderr.setEncoding("utf8").on("data", (text) => {
        if (!opened) messages += text;
        for (const line of withoutNoise(text)) if (opened) console.error(line);
      });
    },
  });
  return { opened, code, messages };
}

/** An Electron of the user's own choice may carry a Node too old for the store: the engine then runs on this one. */
function nodeForOldElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH && !process.env.GUIDEPOST_NODE;
  return chosen ? { GUIDEPOST_NODE: process.execPath } : {};
}

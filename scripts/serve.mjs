/** `npm run serve`: the workbench for a browser on this machine, without a desktop window. */
import { ensureBuilt } from "./ensure-built.mjs";
import { commandLine, run } from "./program.mjs";

ensureBuilt();
process.exitCode = await run(process.execPath, commandLine("serve", ...process.argv.slice(2)));

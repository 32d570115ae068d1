/** `npm run serve`: the workbench for a browser on this machine, without a desktop window. */
import { ensureBuilt } from "./ensure-built.mjs";
import { program, run } from "./program.mjs";

ensureBuilt();
process.exitCode = await run(process.execPath, [program("cli"), "serve", ...process.argv.slice(2)]);

/** Entry point of `npm run chaos`. */
import { chaos } from "./chaos.ts";
import { parseOptions } from "./options.ts";

process.exitCode = await chaos(parseOptions(process.argv.slice(2)));

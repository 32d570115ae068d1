/** Entry point of `npm run bench`. */
import { bench } from "./bench.ts";
import { parseOptions } from "./options.ts";

process.exitCode = await bench(parseOptions(process.argv.slice(2)));

/** A process that trains slowly in the project of its first argument and says each committed iteration. */
import { openFakeEngine, smallConfig } from "./fake-engine.ts";

const { engine } = openFakeEngine(process.argv[2] ?? "");
engine.events.on("iteration", (_, { iteration }) => process.stdout.write(`${iteration}\n`));
await engine.start(smallConfig({ iterations: 1000 }), { model: JSON.stringify({ pause: 30 }) });

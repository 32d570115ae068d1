/**
 * Serves the window on a project whose trainings keep a pace of twenty iterations a second.
 *
 *   node e2e/paced/server.ts FOLDER RUNS HISTORY TOTAL [WINDOW]
 *
 * prints the window's address as a line of JSON. The folder must be empty; WINDOW is the folder of the built window.
 */
import path from "node:path";
import { Engine } from "../../main/engine/engine.ts";
import { startServer } from "../../main/engine/server.ts";
import { onStopRequest } from "../../main/engine/stop.ts";
import { windowFolder } from "../../main/paths.ts";
import { openProject } from "../../main/projects/project.ts";
import { keepSettings } from "../../main/settings/settings.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { fillLibrary } from "./library.ts";

const [folder = "", runs, history, total, window = windowFolder] = process.argv.slice(2);
const project = openProject(folder, "write");
fillLibrary(project.store, taskDescriptions, { runs: Number(runs), history: Number(history), total: Number(total) });
const engine = new Engine({
  project,
  tasks: taskDescriptions,
  trainerEntry: path.join(import.meta.dirname, "trainer.ts"),
  settings: keepSettings(path.join(folder, "settings.json")),
});
const server = await startServer(engine, { port: 0, window });
onStopRequest(() => {
  void Promise.allSettled([server.close(), engine.close()]).then(() => process.exit(0));
});
console.log(JSON.stringify({ url: server.url }));

/** The engine as a process of its own, below the desktop shell. */
import { taskDescriptions } from "../../workers/systems/index.ts";
import { messageOf } from "../errors.ts";
import { trainerEntry, windowFolder } from "../paths.ts";
import { defaultProjectFolder } from "../projects/default-folder.ts";
import { openProject } from "../projects/project.ts";
import { keepSettings, settingsFile } from "../settings/settings.ts";
import { Engine } from "./engine.ts";
import { startServer } from "./server.ts";
import { onStopRequest, tellParent } from "./stop.ts";

/** Tells the parent `{ port, token }`, or `{ error }` before it exits with 1. Ends with its parent. */
export async function hostEngine(): Promise<void> {
  try {
    const project = openProject(defaultProjectFolder(process.env, process.platform), "share");
    const settings = keepSettings(settingsFile(process.env, process.platform));
    const engine = new Engine({ project, tasks: taskDescriptions, trainerEntry, settings });
    const server = await startServer(engine, { port: 0, window: windowFolder });
    onStopRequest(() => {
      void Promise.allSettled([server.close(), engine.close()]).then(() => process.exit(0));
    });
    tellParent({ port: server.port, token: server.token });
  } catch (error) {
    console.error(messageOf(error));
    tellParent({ error: messageOf(error) });
    process.exitCode = 1;
    process.disconnect?.();
  }
}

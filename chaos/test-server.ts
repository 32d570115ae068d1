/** A real server before a real engine, in this process so that it can be seen which of its handlers are called. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type EngineApi, engineArguments } from "../main/engine/api.ts";
import { Engine } from "../main/engine/engine.ts";
import { handlersOf } from "../main/engine/rpc.ts";
import { startServer } from "../main/engine/server.ts";
import { windowFolder } from "../main/paths.ts";
import { openProject } from "../main/projects/project.ts";
import { keepSettings } from "../main/settings/settings.ts";
import { taskDescriptions } from "../workers/systems/index.ts";
import { builtTrainer } from "./program.ts";
import { SkippedError } from "./row.ts";

export interface TestServer {
  port: number;
  token: string;
  /** For a socket, token included. */
  url: string;
  /** Where a page of the server's own comes from. */
  origin: string;
  /** Names of the handlers that were called; what is taken off it is forgotten. */
  handled(): string[];
  close(): Promise<void>;
}

export async function openTestServer(folder: string): Promise<TestServer> {
  if (!existsSync(path.join(windowFolder, "index.html"))) throw new SkippedError("the window has not been built");
  const settings = keepSettings(path.join(folder, "..", "settings.json"));
  const engine = new Engine({
    project: openProject(folder, "write"),
    tasks: taskDescriptions,
    trainerEntry: builtTrainer,
    settings,
  });
  const handled: string[] = [];
  watch(engine, handled);
  const { port, token, close } = await startServer(engine, { port: 0, window: windowFolder });
  return {
    port,
    token,
    url: `ws://127.0.0.1:${port}/ws?token=${token}`,
    origin: `http://127.0.0.1:${port}`,
    handled: () => handled,
    async close() {
      await close();
      await engine.close();
    },
  };
}

/** Writes down each call of a handler before it is made. */
function watch(engine: Engine, handled: string[]): void {
  for (const name of Object.keys(engineArguments) as (keyof EngineApi)[]) {
    const owner = handlersOf(engine, name);
    const handler = owner[name].bind(owner);
    Object.defineProperty(owner, name, {
      value: (...args: unknown[]) => {
        handled.push(name);
        return handler(...args);
      },
    });
  }
}

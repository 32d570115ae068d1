/** Where a person's runs go when no project is named. */
import path from "node:path";
import { userDataFolder } from "../user-folders.ts";

/** GUIDEPOST_PROJECT if set, else `guidepost/default` under the platform's folder for user data. */
export function defaultProjectFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.GUIDEPOST_PROJECT) return path.resolve(env.GUIDEPOST_PROJECT);
  return path.join(userDataFolder(env, platform), "guidepost", "default");
}

/** Where the runs of an experiment that `reproduce` repeats are kept when no project is named. */
export function experimentFolder(experiment: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return path.join(userDataFolder(env, platform), "guidepost", "reproduce", experiment);
}

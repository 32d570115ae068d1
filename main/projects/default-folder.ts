/** Where a person's runs go when no project is named. */
import os from "node:os";
import path from "node:path";

/** GUIDEPOST_PROJECT if set, else `guidepost/default` under the platform's folder for user data. */
export function defaultProjectFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.GUIDEPOST_PROJECT) return path.resolve(env.GUIDEPOST_PROJECT);
  return path.join(userDataFolder(env, platform), "guidepost", "default");
}

/** Where the runs of an experiment that `reproduce` repeats are kept when no project is named. */
export function experimentFolder(experiment: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return path.join(userDataFolder(env, platform), "guidepost", "reproduce", experiment);
}

function userDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = os.homedir();
  if (platform === "darwin") return path.join(home, "Library", "Application Support");
  if (platform === "win32") return env.APPDATA ?? path.join(home, "AppData", "Roaming");
  // The XDG specification ignores relative paths.
  const xdg = env.XDG_DATA_HOME;
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, ".local", "share");
}

/** Where the platform keeps what belongs to a person. */
import os from "node:os";
import path from "node:path";

/** For a person's work. */
export function userDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return platformFolder(env, platform, env.XDG_DATA_HOME, path.join(".local", "share"));
}

/** For a person's settings. */
export function userConfigFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return platformFolder(env, platform, env.XDG_CONFIG_HOME, ".config");
}

function platformFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  xdg: string | undefined,
  underHome: string,
): string {
  const home = os.homedir();
  if (platform === "darwin") return path.join(home, "Library", "Application Support");
  if (platform === "win32") return env.APPDATA ?? path.join(home, "AppData", "Roaming");
  // The XDG specification ignores relative paths.
  return xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, underHome);
}

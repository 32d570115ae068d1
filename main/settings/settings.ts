/**
 * A person's settings on this machine, in a small file of their own. What was never set has a default that follows from
 * the machine; a number of cores that another machine had is brought down to this one's.
 */
import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Settings, settingsSchema } from "../engine/api.ts";
import { GuidepostError, messageOf } from "../errors.ts";
import { readWithin, systemCode, writeFileAtomically } from "../files.ts";
import { userConfigFolder, userDataFolder } from "../user-folders.ts";

const storedSchema = settingsSchema.partial();
/** Far above any honest file [bytes]. */
const SIZE_LIMIT = 2 ** 16;

export interface SettingsKeeper {
  read(): Settings;
  /** Changes what is given, and keeps the rest. */
  write(change: Partial<Settings>): Settings;
}

export function settingsFile(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return path.join(userConfigFolder(env, platform), "guidepost", "settings.json");
}

/** @param cores how many this machine has */
export function keepSettings(file: string, cores = os.availableParallelism()): SettingsKeeper {
  const defaults = defaultsFor(cores);
  const read = (): Settings => {
    const settings = { ...defaults, ...stored(file) };
    return { ...settings, trainingCores: Math.min(settings.trainingCores, cores) };
  };
  return {
    read,
    write(change) {
      if (change.trainingCores !== undefined && change.trainingCores > cores) {
        const given = `${change.trainingCores} cores for training`;
        throw new GuidepostError(`${given} are more than this machine has; it takes an integer 1…${cores}.`);
      }
      save(file, { ...stored(file), ...change });
      return read();
    },
  };
}

function defaultsFor(cores: number): Settings {
  return {
    theme: "system",
    zoom: 1,
    motion: "system",
    // The window and whatever else a person does want a core, too.
    trainingCores: Math.max(1, cores - 1),
    notifications: true,
    projectsFolder: path.join(userDataFolder(process.env, process.platform), "guidepost"),
  };
}

function stored(file: string): Partial<Settings> {
  try {
    return storedSchema.parse(JSON.parse(readWithin(file, SIZE_LIMIT).toString("utf8"))) as Partial<Settings>;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return {};
    throw new GuidepostError(
      `The settings in ${file} cannot be read (${messageOf(error)}).`,
      "mend the file, or delete it for the defaults.",
    );
  }
}

function save(file: string, settings: Partial<Settings>): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileAtomically(file, (append) => append(Buffer.from(`${JSON.stringify(settings, null, 2)}\n`)));
  } catch (error) {
    throw new GuidepostError(`The settings cannot be written to ${file}: ${messageOf(error)}.`);
  }
}

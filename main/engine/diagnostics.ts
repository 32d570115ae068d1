/** What this machine and this program are, for somebody who helps. */
import os from "node:os";
import { appVersion, nodeVersion } from "../versions.ts";
import type { Diagnostics } from "./api.ts";

export function diagnose(projectFolder: string): Diagnostics {
  return {
    versions: { guidepost: appVersion, node: nodeVersion },
    platform: `${os.type()} ${os.release()} ${os.arch()}`,
    memory: os.totalmem(),
    cores: os.availableParallelism(),
    folders: { project: projectFolder, home: os.homedir() },
  };
}

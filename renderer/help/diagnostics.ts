/**
 * What somebody who helps needs to know, as one text for the clipboard: versions, machine, settings, how many runs there
 * are, and the end of the log. Of paths it keeps what follows the project's or the home folder; of others the last part.
 */
import type { Diagnostics, RunSummary, Settings } from "../../main/engine/api.ts";
import { copyTold } from "../app/clipboard.ts";
import { useEngine } from "../app/engine-store.ts";
import { type ShownLine, useLog } from "../app/log-store.ts";
import { desktop } from "../client/desktop.ts";
import { useSettings } from "../settings/settings-store.ts";

const MOST_LINES = 60;

interface Facts {
  /** As it was told last; null where it never was. */
  machine: Diagnostics | null;
  connection: string;
  /** Versions of what the window runs in. */
  window: Record<string, string>;
  settings: Settings | null;
  runs: readonly RunSummary[];
  log: readonly ShownLine[];
}

export async function copyDiagnostics(): Promise<void> {
  const window = (await desktop?.versions()) ?? { browser: navigator.userAgent };
  const { machine, connection, runs } = useEngine.getState();
  const { settings } = useSettings.getState();
  const log = useLog.getState().lines;
  const text = diagnosticsText({ machine, connection, window, settings, runs: runs ?? [], log });
  copyTold(text, "The diagnostics are");
}

export function diagnosticsText({ machine, connection, window, settings, runs, log }: Facts): string {
  // The folder of the projects has a person's name in it as a rule.
  const { projectsFolder: _, ...shown } = settings ?? { projectsFolder: "" };
  const lines = [
    "Guidepost diagnostics",
    ...pairs({ ...machine?.versions, ...window }),
    ...pairs(machine === null ? {} : machineFacts(machine)),
    ...pairs({ "connection to the engine": connection, ...shown, runs: countsOf(runs) }),
    "",
    ...log.slice(-MOST_LINES).map(({ at, level, from, text }) => `${at} ${level} ${from}: ${text}`),
  ];
  return withoutFolders(`${lines.join("\n")}\n`, machine);
}

function machineFacts({ platform, cores, memory }: Diagnostics): Record<string, unknown> {
  return { platform, cores, memory: `${Math.round(memory / 2 ** 30)} GiB` };
}

function pairs(facts: Record<string, unknown>): string[] {
  return Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
}

function countsOf(runs: readonly RunSummary[]): string {
  const statuses = [...new Set(runs.map(({ status }) => status))].sort();
  const counts = statuses.map((status) => `${runs.filter((run) => run.status === status).length} ${status}`);
  return counts.join(", ") || "none";
}

/** A path from the root, of which the last part is kept. */
const elsewhere = /(?<![\w/.~>])(?:\/|[A-Za-z]:\\)(?:[^\s\\/:"“”]+[\\/])+(?=[^\s\\/])/g;

function withoutFolders(text: string, machine: Diagnostics | null): string {
  const { project = "", home = "" } = machine?.folders ?? {};
  // The longer first: the project often lies in the home folder.
  const known = [
    { folder: project, word: "<project>" },
    { folder: home, word: "~" },
  ].sort((a, b) => b.folder.length - a.folder.length);
  const named = known.reduce((rest, { folder, word }) => withoutFolder(rest, folder, word), text);
  return named.replaceAll(elsewhere, "…/");
}

/** A folder whose name only begins with it is another one. */
function withoutFolder(text: string, folder: string, word: string): string {
  if (folder.length < 2) return text;
  return text.replaceAll(folder, (found, at: number) => (/[\w-]/.test(text[at + folder.length] ?? "") ? found : word));
}

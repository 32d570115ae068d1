/** What somebody who helps needs to know, as one text for the clipboard: nothing in it is private. */
import type { Diagnostics, RunSummary, Settings } from "../../main/engine/api.ts";
import { copyText } from "../app/clipboard.ts";
import { useEngine } from "../app/engine-store.ts";
import { type ShownLine, useLog } from "../app/log-store.ts";
import { readDiagnostics } from "../app/session.ts";
import { desktop } from "../client/desktop.ts";
import { useSettings } from "../settings/settings-store.ts";

const MOST_LINES = 60;

interface Facts {
  engine: Diagnostics | null;
  /** Versions of what the window runs in. */
  window: Record<string, string>;
  settings: Settings | null;
  runs: readonly RunSummary[];
  log: readonly ShownLine[];
}

/** Copies it. Without an engine it tells what the window knows. */
export async function copyDiagnostics(): Promise<void> {
  const engine = await readDiagnostics().catch(() => null);
  copyText(
    diagnosticsText({
      engine,
      window: (await desktop?.versions()) ?? { browser: navigator.userAgent },
      settings: useSettings.getState().settings,
      runs: useEngine.getState().runs ?? [],
      log: useLog.getState().lines,
    }),
  );
}

export function diagnosticsText({ engine, window, settings, runs, log }: Facts): string {
  // The folder of the projects has a person's name in it as a rule.
  const { projectsFolder: _, ...shown } = settings ?? { projectsFolder: "" };
  const lines = [
    "Guidepost diagnostics",
    ...pairs({ ...engine?.versions, ...window }),
    ...(engine === null
      ? ["engine: not connected"]
      : pairs({
          platform: engine.platform,
          cores: engine.cores,
          memory: `${Math.round(engine.memory / 2 ** 30)} GiB`,
        })),
    ...pairs(shown),
    ...pairs({ runs: countsOf(runs) }),
    "",
    ...log.slice(-MOST_LINES).map(({ at, level, from, text }) => `${at} ${level} ${from}: ${text}`),
  ];
  return withoutFolders(`${lines.join("\n")}\n`, engine?.privateFolders ?? []);
}

function pairs(facts: Record<string, unknown>): string[] {
  return Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
}

function countsOf(runs: readonly RunSummary[]): string {
  const statuses = [...new Set(runs.map(({ status }) => status))].sort();
  const counts = statuses.map((status) => `${runs.filter((run) => run.status === status).length} ${status}`);
  return counts.join(", ") || "none";
}

function withoutFolders(text: string, folders: readonly string[]): string {
  return folders.reduce((rest, folder, i) => rest.replaceAll(folder, i === 0 ? "<project>" : "~"), text);
}

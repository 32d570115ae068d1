/**
 * Keeps a page alive whose process dies: it is loaded again, and reads everything anew from the engine, which goes on
 * training meanwhile. A page that keeps dying gives way to one without a script, from which a person may try again.
 */
import { countDeaths } from "./deaths.ts";
import { origin } from "./origin.ts";

export const recoveryPage = `${origin}/recovery.html`;

/** A window's contents as far as they matter here. */
interface Contents {
  on(event: "render-process-gone", listener: (event: unknown, details: { reason: string }) => void): unknown;
  reload(): void;
  loadURL(url: string): Promise<void>;
  isDestroyed(): boolean;
}

export function keepPage(contents: Contents, now?: () => number): void {
  const deaths = countDeaths(now);
  contents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    deaths.add();
    // Electron is not done with the dead process before the event's listeners have returned.
    setImmediate(() => {
      if (contents.isDestroyed()) return;
      if (deaths.tooMany()) void contents.loadURL(recoveryPage).catch(tell);
      else contents.reload();
    });
  });
}

/** The window stays empty then, and can be closed. */
function tell(error: Error): void {
  console.error(`The recovery page cannot be shown: ${error.message}`);
}

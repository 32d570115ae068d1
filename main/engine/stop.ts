/** When a process is asked to end: signals, and the end of the process that started it. */

/** A second request within this time is the same one, passed on by a launcher [ms]. */
const SAME_REQUEST = 1000;

export type StopReason = "SIGINT" | "SIGTERM" | "SIGHUP" | "parent";

/** Calls `stop` once, at the first request; a second request after a while ends the process at once. */
export function onStopRequest(stop: (reason: StopReason) => void): void {
  let askedAt: number | null = null;
  const ask = (reason: StopReason): void => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      stop(reason);
    } else if (now - askedAt > SAME_REQUEST) process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ask(signal));
  process.once("disconnect", () => ask("parent"));
  // Listening for the parent's end must not keep this process from ending by itself.
  process.channel?.unref();
  parentPort()?.once("close", () => ask("parent"));
}

/** Says something to the process that started this one, whichever way it did; true when there is one. */
export function tellParent(message: Record<string, unknown>): boolean {
  const port = parentPort();
  if (port !== undefined) port.postMessage(message);
  else process.send?.(message);
  return port !== undefined || process.send !== undefined;
}

interface ParentPort {
  postMessage(message: unknown): void;
  once(event: "close", listener: () => void): void;
}

/** Electron's utility processes have this in place of Node's channel; Node's types do not know it. */
function parentPort(): ParentPort | undefined {
  return (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort;
}

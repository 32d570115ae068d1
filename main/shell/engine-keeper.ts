/**
 * Keeps one engine alive while the window is open.
 *
 * An engine that dies is started again: its runs are then interrupted, not lost. One that says why it cannot serve, or
 * that keeps dying, is given up with a message: starting it again would change nothing.
 */
import { z } from "zod";
import { countDeaths } from "./deaths.ts";

/** The engine's first message: where it listens on loopback, and the token that opens the door. */
const engineHelloSchema = z.object({ port: z.int().min(1).max(65_535), token: z.string().min(1) });
export type EngineHello = z.infer<typeof engineHelloSchema>;

/** Its first message when it cannot serve this project: one line with a tip. */
const engineErrorSchema = z.object({ error: z.string().min(1) });

/** The engine as the shell sees it, whichever way its process was started. */
export interface EngineProcess {
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** Asks for a clean stop. */
  stop(): void;
}

export interface EngineKeeper {
  /** Where the engine listens; waits for one that is starting, rejects once it has been given up. */
  address(): Promise<EngineHello>;
  /** Resolves when the engine has ended. */
  stop(): Promise<void>;
}

/** Starts an engine with `start` and keeps one; `onGivenUp` is told once, when there is no use in trying again. */
export function keepEngine(
  start: () => EngineProcess,
  onGivenUp: (reason: string) => void,
  now?: () => number,
): EngineKeeper {
  const deaths = countDeaths(now);
  let engine: EngineProcess | null = null;
  let address = pending<EngineHello>();
  const stopped = pending<void>();
  let stopping = false;
  let givenUp = false;

  function launch(): void {
    engine = start();
    engine.onMessage((message) => {
      const hello = engineHelloSchema.safeParse(message);
      if (hello.success) address.resolve(hello.data);
      const refusal = engineErrorSchema.safeParse(message);
      if (refusal.success) giveUp(refusal.data.error);
    });
    engine.onExit(ended);
  }

  function ended(code: number | null): void {
    engine = null;
    if (stopping) {
      stopped.resolve();
      return;
    }
    if (givenUp) return;
    const recent = deaths.add();
    // Whoever waits for an engine that never spoke gets the next one's address.
    if (address.settled()) address = pending();
    if (!deaths.tooMany()) launch();
    else giveUp(`The engine stopped ${recent} times in a minute (exit code ${code}). Tip: run npx guidepost doctor.`);
  }

  function giveUp(reason: string): void {
    givenUp = true;
    address.reject(new Error(reason));
    onGivenUp(reason);
  }

  launch();
  return {
    address: () => address.promise,
    stop: () => {
      stopping = true;
      if (engine === null) stopped.resolve();
      else engine.stop();
      return stopped.promise;
    },
  };
}

interface Pending<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
  settled(): boolean;
}

/** A promise with its handles; Electron 25 has no Promise.withResolvers. */
function pending<T>(): Pending<T> {
  let settled = false;
  let handles: Pick<Pending<T>, "resolve" | "reject"> = { resolve: () => {}, reject: () => {} };
  const promise = new Promise<T>((resolve, reject) => {
    handles = { resolve, reject };
  });
  // A rejection that nobody waits for has been told through onGivenUp.
  promise.catch(() => {});
  return {
    promise,
    resolve: (value) => {
      settled = true;
      handles.resolve(value);
    },
    reject: (error) => {
      settled = true;
      handles.reject(error);
    },
    settled: () => settled,
  };
}

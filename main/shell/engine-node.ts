/** Which Node runs the engine, and how. */

/** The store's driver crashes Nodes older than this. */
const OLDEST_MAJOR = 22;

/**
 * Threads that come and go with WebAssembly can end V8 where it protects code pages with keys: nodejs/node#64500. Every
 * Node that the store's driver runs on knows the flag.
 */
export const nodeFlags = ["--no-memory-protection-keys"];

/**
 * The executable that GUIDEPOST_NODE names, or null for Electron's own Node. A packaged Guidepost runs nothing else in its
 * name, unless its Electron is too old to run the engine.
 *
 * @param packaged whether this is a packaged Guidepost
 * @param ownVersion of Electron's Node, such as `24.1.0`
 */
export function chosenNode(env: NodeJS.ProcessEnv, packaged: boolean, ownVersion: string): string | null {
  const ownWillDo = Number.parseInt(ownVersion, 10) >= OLDEST_MAJOR;
  return (packaged && ownWillDo ? null : env.GUIDEPOST_NODE) || null;
}

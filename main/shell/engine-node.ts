/** Which Node runs the engine, and how. */

/** The store's driver crashes Nodes older than this. */
const OLDEST_MAJOR = 22;

/**
 * Of the engine's process and all its threads. Every Node that the store's driver runs on knows them.
 *
 * - Threads that come and go with WebAssembly can end V8 where it protects code pages with keys: nodejs/node#64500.
 * - Where a wrapper of a function that WebAssembly calls is compiled anew, after a thousand calls, V8 frees the old one, and
 *   threads that come and go can have it end the process there ("Check failed: jit_page.has_value()"): no wrapper is called
 *   as often as the budget is.
 * - V8 doubles a thread's young generation whenever as much has outlived collections as it holds, counted since it grew
 *   last: in a long training that happens after hundreds of iterations, and again after thousands, up to 64 MB. Arrays of
 *   rollouts, which lie outside of it, wait the longer for their collection, and what memory they took at most the process
 *   keeps. At two halves of 2 MB a young generation has its full size from the beginning.
 */
export const nodeFlags = [
  "--no-memory-protection-keys",
  "--wasm-wrapper-tiering-budget=2000000000",
  "--max-semi-space-size=2",
];

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

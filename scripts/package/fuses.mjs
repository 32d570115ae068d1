/**
 * Electron's fuses: what its executable can do and a packaged Guidepost must not. `docs/security.md` shows this table.
 *
 * A fuse is a byte in the executable. Old versions of Electron have fewer of them; one that a version should have and
 * has not is refused, because nobody would notice that it was never set.
 */
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from "@electron/fuses";

/** `since`: the first major version of Electron that surely has the fuse. */
export const fuses = [
  {
    name: "RunAsNode",
    on: false,
    since: 12,
    why: "`ELECTRON_RUN_AS_NODE` would make a Node of it that runs anything in its name; the engine is a utility process",
  },
  {
    name: "EnableCookieEncryption",
    on: false,
    since: 12,
    why: "The window has no cookies, and the key of none would open the system's keyring",
  },
  {
    name: "EnableNodeOptionsEnvironmentVariable",
    on: false,
    since: 14,
    why: "`NODE_OPTIONS` could load code before ours",
  },
  {
    name: "EnableNodeCliInspectArguments",
    on: false,
    since: 14,
    why: "`--inspect`, or a signal, would open the shell to a debugger",
  },
  {
    name: "EnableEmbeddedAsarIntegrityValidation",
    on: false,
    since: 16,
    why: "There is no archive: engine and workers are files, so that threads and WebAssembly load as they do elsewhere",
  },
  {
    name: "OnlyLoadAppFromAsar",
    on: false,
    since: 16,
    why: "The same; whoever may write into the program's folder could change the engine beside an archive",
  },
  {
    name: "LoadBrowserProcessSpecificV8Snapshot",
    on: false,
    since: 21,
    why: "There is no snapshot of our own",
  },
  {
    name: "GrantFileProtocolExtraPrivileges",
    on: false,
    since: 29,
    why: "The window's pages come from `app://`; a `file://` page has no business here",
  },
  {
    name: "WasmTrapHandlers",
    on: true,
    since: 42,
    why: "WebAssembly checks its bounds by the processor's own means, as everywhere else",
  },
];

/** Sets every fuse that this Electron has. `major`: its version. Throws where one is missing that it should have. */
export async function setFuses(executable, major) {
  const wire = await getCurrentFuseWire(executable);
  const has = ({ name }) => wire[FuseV1Options[name]] !== undefined;
  const lacking = fuses.filter((fuse) => !has(fuse) && fuse.since <= major);
  if (lacking.length > 0) {
    const names = lacking.map(({ name }) => name).join(", ");
    throw new Error(`This Electron ${major} has no fuse ${names}, and it should have. Tip: npx install-electron`);
  }
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // An unknown fuse of a newer Electron is for the table above to decide on.
    strictlyRequireAllFuses: true,
    // A changed file needs a new signature there, if only one that names nobody.
    resetAdHocDarwinSignature: process.platform === "darwin" && process.arch === "arm64",
    ...Object.fromEntries(fuses.filter(has).map(({ name, on }) => [FuseV1Options[name], on])),
  });
}

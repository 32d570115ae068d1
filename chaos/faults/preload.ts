/**
 * Loaded before the program (`node --import`): counts the calls of its main thread to files and to SQLite, and lets one
 * of them fail. The program itself knows nothing of it.
 */
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { isMainThread } from "node:worker_threads";
import { type Fault, type FaultReport, kinds, VARIABLE } from "./fault.ts";

type Call = (this: unknown, ...args: unknown[]) => unknown;

function breakCalls({ at, kind, folder, report }: Fault): void {
  const seen: FaultReport = { calls: 0, failed: null, unhandled: [] };
  const { writeFileSync } = fs;
  process.on("uncaughtExceptionMonitor", (error, origin) => seen.unhandled.push(`${origin}: ${error.message}`));
  process.on("exit", () => writeFileSync(report, JSON.stringify(seen)));
  /** True for the call that is to fail. */
  const isTurn = (call: string): boolean => {
    seen.calls++;
    if (seen.calls !== at) return false;
    seen.failed = call;
    return true;
  };
  breakFiles(kind, folder, isTurn);
  breakSqlite(kind, isTurn);
}

const fileCalls = [
  "openSync",
  "writeSync",
  "fsyncSync",
  "renameSync",
  "mkdirSync",
  "readdirSync",
  "statSync",
  "readFileSync",
  "readSync",
] as const;

function breakFiles(kind: Fault["kind"], folder: string, isTurn: (call: string) => boolean): void {
  const functions = fs as unknown as Record<string, Call>;
  const opened = openedBelow(functions, folder);
  for (const name of fileCalls) {
    const original = functions[name];
    functions[name] = function (...args) {
      const [file] = args;
      // A number is a file that was opened before: the program writes to its own only, but Node reads its modules, too.
      const counts = typeof file === "number" ? name !== "readSync" || opened.has(file) : isBelow(String(file), folder);
      if (counts && isTurn(`${name} ${path.basename(String(file))}`)) throw systemError(kind, name, String(file));
      return original.apply(this, args);
    };
  }
  syncBuiltinESMExports();
}

/** The descriptors of what the program has opened below the folder and not closed yet, as it goes on. */
function openedBelow(functions: Record<string, Call>, folder: string): ReadonlySet<number> {
  const opened = new Set<number>();
  const { openSync, closeSync } = functions;
  functions.openSync = function (...args) {
    const descriptor = openSync.apply(this, args) as number;
    if (isBelow(String(args[0]), folder)) opened.add(descriptor);
    return descriptor;
  };
  functions.closeSync = function (...args) {
    opened.delete(args[0] as number);
    return closeSync.apply(this, args);
  };
  return opened;
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}${path.sep}`);
}

function systemError(code: string, call: string, file: string): Error {
  return Object.assign(new Error(`${code}: injected, ${call.replace("Sync", "")} '${file}'`), { code, syscall: call });
}

/** The driver's constructor, its own calls, and those of statements, BEGIN and COMMIT of transactions among them. */
function breakSqlite(kind: Fault["kind"], isTurn: (call: string) => boolean): void {
  const require = createRequire(import.meta.url);
  const file = require.resolve("better-sqlite3");
  const Database = require(file) as typeof import("better-sqlite3");
  const fail = (call: string) => {
    if (isTurn(call)) throw new Database.SqliteError("injected", kinds[kind]);
  };
  const sample = new Database(":memory:").prepare("SELECT 1");
  wrap(Object.getPrototypeOf(sample), ["run", "get", "all", "iterate"], (name, self) =>
    fail(`${name} ${(self as { source: string }).source.slice(0, 40)}`),
  );
  wrap(Database.prototype as unknown as Record<string, Call>, ["exec", "pragma"], (name, _, [sql]) =>
    fail(`${name} ${String(sql).slice(0, 40)}`),
  );
  const opening = new Proxy(Database, {
    construct(target, args, newTarget) {
      fail(`open ${path.basename(String(args[0]))}`);
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  const loaded = require.cache[file];
  if (loaded !== undefined) loaded.exports = opening;
}

function wrap(
  prototype: Record<string, Call>,
  names: readonly string[],
  before: (name: string, self: unknown, args: unknown[]) => void,
): void {
  for (const name of names) {
    const original = prototype[name];
    prototype[name] = function (...args) {
      before(name, this, args);
      return original.apply(this, args);
    };
  }
}

const fault = JSON.parse(process.env[VARIABLE] ?? "null") as Fault | null;
if (isMainThread && fault !== null) breakCalls(fault);

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../program.mjs";
import { fuses, setFuses } from "./fuses.mjs";

/** What stands before the wire of every Electron. */
const SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

describe("the fuses", () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "guidepost-fuses-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A file with the wire of an Electron, `1` for each fuse that is on. */
  function electronWith(wire) {
    const file = path.join(folder, "electron");
    const head = Buffer.from([1, wire.length]);
    writeFileSync(file, Buffer.concat([Buffer.from(`code ${SENTINEL}`), head, Buffer.from(`${wire} more code`)]));
    return file;
  }

  const statesOf = async (file) => {
    const { version: _, ...wire } = await getCurrentFuseWire(file);
    return Object.fromEntries(Object.entries(wire).map(([fuse, state]) => [FuseV1Options[fuse], state]));
  };

  it("are set as the table has them, and nothing else of the file changes", async () => {
    const file = electronWith("101100011");
    await setFuses(file, 45);
    const wanted = fuses.map(({ name, on }) => [name, on ? FuseState.ENABLE : FuseState.DISABLE]);
    expect(await statesOf(file)).toEqual(Object.fromEntries(wanted));
    expect(readFileSync(file, "latin1")).toMatch(/^code .* more code$/s);
  });

  it("are fewer in an old Electron", async () => {
    const file = electronWith("1011000");
    await setFuses(file, 25);
    expect(Object.values(await statesOf(file))).toEqual(Array(7).fill(FuseState.DISABLE));
  });

  it("are refused by name where one is missing that this Electron should have", async () => {
    const file = electronWith("1011000");
    const before = readFileSync(file);
    await expect(setFuses(file, 45)).rejects.toThrow(/no fuse GrantFileProtocolExtraPrivileges, WasmTrapHandlers/);
    expect(readFileSync(file)).toEqual(before);
  });

  it("are refused where a newer Electron has one that the table does not decide on", async () => {
    await expect(setFuses(electronWith("1011000110"), 60)).rejects.toThrow(/10 fuses/);
  });

  it("are told in docs/security.md as they are set", () => {
    const page = readFileSync(path.join(root, "docs/security.md"), "utf8");
    const rows = page.split("\n").flatMap((line) => {
      const found = /^\| `(\w+)` +\| (on|off) +\| (.*?) *\|$/.exec(line);
      return found ? [{ name: found[1], on: found[2] === "on", why: found[3] }] : [];
    });
    expect(rows).toEqual(fuses.map(({ name, on, why }) => ({ name, on, why })));
  });
});

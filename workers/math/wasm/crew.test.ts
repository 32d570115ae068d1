import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { Crew } from "./crew.ts";
import { openSharedRuntime } from "./runtime.ts";
import { supportedVariants } from "./variants.ts";

const script = path.join(import.meta.dirname, "../../kernel.ts");
const [variant] = supportedVariants();
const folder = mkdtempSync(path.join(tmpdir(), "guidepost-crew-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Any export may stand for a chunked kernel: WebAssembly ignores the two arguments that it does not take. */
type AnyKernel = (kernel: string, args: readonly number[], chunks: number) => void;

async function withCrew(threads: number, script: string, use: (run: AnyKernel, crew: Crew) => unknown): Promise<void> {
  const { crew } = await openSharedRuntime(variant, { threads, script });
  try {
    await use(crew.run.bind(crew) as AnyKernel, crew);
  } finally {
    await crew.close();
  }
}

function scriptOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe.each([1, 2, 3])("a crew of %i", (threads) => {
  it("runs job after job", () =>
    withCrew(threads, script, (run, { size }) => {
      expect(size).toBe(threads);
      for (let job = 0; job < 2000; job++) run("heapBase", [], job % 7);
    }));

  it("reports a kernel that traps, whoever runs it, and goes on", () =>
    withCrew(threads, script, (run) => {
      const outside = 2 ** 31;
      for (let job = 0; job < 20; job++) {
        expect(() => run("cholesky", [8, outside, 8], 5)).toThrow(/memory access out of bounds/);
      }
      run("heapBase", [], 5);
    }));
});

it("says when a thread cannot be started", async () => {
  const missing = path.join(folder, "missing.cjs");
  await expect(withCrew(2, missing, () => {})).rejects.toThrow(
    /thread for kernels could not be started: .*missing\.cjs/,
  );
  const early = scriptOf("early.cjs", "process.exit(4)");
  await expect(withCrew(2, early, () => {})).rejects.toThrow(/could not be started: exit code 4/);
});

it("says when a thread was lost between two jobs", async () => {
  const sign = path.join(folder, "leave");
  const leaving = scriptOf(
    "leaving.cjs",
    `require("node:worker_threads").parentPort.postMessage("ready");
     setInterval(() => require("node:fs").existsSync(${JSON.stringify(sign)}) && process.exit(3), 5);`,
  );
  await withCrew(2, leaving, async (run) => {
    run("heapBase", [], 4);
    writeFileSync(sign, "");
    await vi.waitFor(() => expect(() => run("heapBase", [], 4)).toThrow(/stopped: exit code 3/), 60_000);
  });
});

it("does not keep its process alive", () => {
  const runtime = path.join(import.meta.dirname, "runtime.ts");
  const program = scriptOf(
    "unclosed.mjs",
    `import { openSharedRuntime } from ${JSON.stringify(runtime)};
     await openSharedRuntime(${JSON.stringify(variant)}, { threads: 3, script: ${JSON.stringify(script)} });`,
  );
  const { status, signal } = spawnSync(process.execPath, ["--no-warnings", program], { timeout: 30_000 });
  expect({ status, signal }).toEqual({ status: 0, signal: null });
});

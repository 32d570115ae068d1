/**
 * Compiles the numerical kernels (workers/math/assembly) to WebAssembly, once with relaxed SIMD and once without, and
 * writes both as text into one module that every thread and every bundle can import.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(root, "workers", "math", "assembly");
const target = path.join(root, "workers", "math", "wasm", "modules.generated.ts");

const options = [
  ["--runtime", "stub"],
  ["--enable", "simd,threads,bulk-memory"],
  // The kernels work in a memory that is shared by all threads; their few constants lie at its start.
  ["--importMemory", "--sharedMemory", "--initialMemory", "16", "--maximumMemory", "65536", "--memoryBase", "64"],
  ["-O3", "--noAssert"],
].flat();

/** Writes the module when the sources have changed since. */
export async function buildKernels() {
  const stamp = `// Built by scripts/build-kernels.mjs from sources ${digest()}.\n`;
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(stamp)) return;
  const [simd, relaxedSimd] = [await compile([]), await compile(["--enable", "simd,threads,bulk-memory,relaxed-simd"])];
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${stamp}export const simd = "${simd}";\nexport const relaxedSimd = "${relaxedSimd}";\n`);
}

/** The module in base 64. */
async function compile(more) {
  const asc = await import("assemblyscript/asc");
  let module = null;
  const args = ["index.ts", "--baseDir", sources, "--outFile", "kernels.wasm", ...options, ...more];
  const { error, stderr } = await asc.main(args, {
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") module = Buffer.from(contents).toString("base64");
    },
  });
  if (error || module === null) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error });
  return module;
}

/** SHA-256 over this script and the sources. */
function digest() {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename));
  for (const name of readdirSync(sources).sort())
    hash.update(`${name}\0`).update(readFileSync(path.join(sources, name)));
  return hash.digest("hex");
}

if (process.argv[1] === import.meta.filename) await buildKernels();

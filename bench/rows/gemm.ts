/** Products of square matrices, against the best that 128-bit fused multiply-add could do on this core. */
import { gemmNN as plainGemm } from "../../workers/math/gemm.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Contest, local } from "../contest.ts";
import { normals, randomOf } from "../data.ts";
import type { Row, Tools } from "../row.ts";

export const gemmRows: Row[] = [24, 32, 64, 128, 192].map((n) => ({
  name: `gemm-${n}`,
  title: `matrix product, n = ${n}`,
  open: (tools) => openGemm(n, tools),
}));

async function openGemm(n: number, { variant, numpy }: Tools): Promise<Contest> {
  const random = randomOf(n);
  const { arena, kernels } = openRuntime(variant);
  const A = arena.place(normals(random, n * n, 1));
  const B = arena.place(normals(random, n * n, 1));
  const C = arena.float64(n * n);
  const [a, b, c] = [A, B, C].map((matrix) => arena.addressOf(matrix));
  const plainC = new Float64Array(n * n);
  const ours = local(
    "WebAssembly",
    () => kernels.gemmNN(n, n, n, 1, a, n, b, n, 0, c, n),
    () => {
      kernels.gemmNN(n, n, n, 1, a, n, b, n, 0, c, n);
      return { C: C.slice() };
    },
  );
  const plain = local(
    "TypeScript",
    () => plainGemm(n, n, n, 1, A, 0, B, 0, 0, plainC, 0),
    () => {
      plainGemm(n, n, n, 1, A, 0, B, 0, 0, plainC, 0);
      return { C: plainC };
    },
  );
  const shape = [n, n];
  const data = { arrays: { A: { values: A, shape }, B: { values: B, shape } }, sizes: {} };
  const theirs = numpy ? [await numpy.single.contestant("numpy", "gemm", data)] : [];
  return {
    contestants: [ours, plain, ...theirs],
    comparisons: [
      { ours: "WebAssembly", theirs: "TypeScript", kind: "speed-up", target: null },
      ...theirs.map(({ name }) => ({ ours: "WebAssembly", theirs: name, kind: "speed-up" as const, target: null })),
    ],
    amount: { perRun: 2 * n ** 3, unit: "flop" },
    close() {},
  };
}

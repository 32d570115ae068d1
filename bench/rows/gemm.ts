/** Products of square matrices, against the best that 128-bit fused multiply-add could do on this core. */
import { gemmNN as plainGemm } from "../../workers/math/gemm.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Comparison, type Contest, local } from "../contest.ts";
import { normals, randomOf } from "../data.ts";
import type { Row, Tools } from "../row.ts";

export const gemmRows: Row[] = [24, 32, 64, 128, 192].map((n) => ({
  name: `gemm-${n}`,
  title: `matrix products, n = ${n}`,
  open: (tools) => openGemm(n, tools),
}));

const forms = ["gemmNN", "gemmTN", "gemmNT"] as const;

async function openGemm(n: number, { variant, numpy }: Tools): Promise<Contest> {
  const random = randomOf(n);
  const { arena, kernels } = openRuntime(variant);
  const A = arena.place(normals(random, n * n, 1));
  const B = arena.place(normals(random, n * n, 1));
  const C = arena.float64(n * n);
  const [a, b, c] = [A, B, C].map((matrix) => arena.addressOf(matrix));
  const operations = 2 * n ** 3;
  const ours = forms.map((form) => {
    const multiply = () => kernels[form](n, n, n, 1, a, n, b, n, 0, c, n);
    return local(form, multiply, () => {
      multiply();
      return form === "gemmNN" ? { C: C.slice() } : {};
    });
  });
  const plainC = new Float64Array(n * n);
  const plain = () => plainGemm(n, n, n, 1, A, 0, B, 0, 0, plainC, 0);
  const plainResult = () => {
    plain();
    return { C: plainC };
  };
  const peak = local("fma alone", () => kernels.fmaPeak(Math.round(operations / 48)));
  const shape = [n, n];
  const data = { arrays: { A: { values: A, shape }, B: { values: B, shape } }, sizes: {} };
  const theirs = numpy ? [await numpy.single.contestant("numpy", "gemm", data)] : [];
  return {
    contestants: [...ours, peak, local("TypeScript", plain, plainResult), ...theirs],
    comparisons: [
      ...forms.flatMap((form): Comparison[] => [
        { ours: form, theirs: "fma alone", kind: "peak", target: 0.8 },
        { ours: form, theirs: "fma alone", kind: "percent", target: null },
      ]),
      ...[...theirs.map(({ name }) => name), "TypeScript"].map(
        (name) => ({ ours: "gemmNN", theirs: name, kind: "speed-up", target: null }) satisfies Comparison,
      ),
    ],
    amount: { perRun: operations, unit: "flop" },
    close() {},
  };
}

/** A Cholesky factor of an [n, n] matrix and the solution for n right-hand sides. */
import { cholesky as plainCholesky, solveCholesky } from "../../workers/math/cholesky.ts";
import { openRuntime } from "../../workers/math/wasm/runtime.ts";
import { type Comparison, type Contest, local, plainContest } from "../contest.ts";
import { definite, normals, randomOf } from "../data.ts";
import type { Row, Tools } from "../row.ts";

export const choleskyRows: Row[] = [18, 42, 118].map((n) => ({
  name: `cholesky-${n}`,
  title: `Cholesky factor and solution, n = ${n}`,
  open: (tools) => openCholesky(n, tools),
}));

async function openCholesky(n: number, { variant, numpy }: Tools): Promise<Contest> {
  const random = randomOf(n);
  const A = definite(random, 1, n, 1, 0.5);
  const B = normals(random, n * n, 1);
  const { arena, kernels } = openRuntime(variant);
  const [L, X] = [arena.float64(n * n), arena.float64(n * n)];
  const [l, x] = [arena.addressOf(L), arena.addressOf(X)];
  const fast = () => {
    L.set(A);
    X.set(B);
    kernels.cholesky(n, l, n);
    kernels.solveLower(n, n, l, n, x, n);
    kernels.solveLowerTransposed(n, n, l, n, x, n);
    return { X };
  };
  const [plainL, plainX] = [new Float64Array(n * n), new Float64Array(n * n)];
  const plain = () => {
    plainL.set(A);
    plainX.set(B);
    plainCholesky(plainL, 0, n);
    solveCholesky(n, n, plainL, 0, plainX, 0);
    return { X: plainX };
  };
  const shape = [n, n];
  const data = { arrays: { A: { values: A, shape }, B: { values: B, shape } }, sizes: {} };
  const theirs = numpy ? [await numpy.single.contestant("numpy", "cholesky-solve", data)] : [];
  return {
    ...plainContest,
    contestants: [
      local("WebAssembly", fast, () => structuredClone(fast())),
      local("TypeScript", plain, () => structuredClone(plain())),
      ...theirs,
    ],
    comparisons: [...theirs.map(({ name }) => name), "TypeScript"].map(
      (name) => ({ ours: "WebAssembly", theirs: name, kind: "speed-up", target: null }) satisfies Comparison,
    ),
  };
}

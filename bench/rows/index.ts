/** All rows, in the order of the table. */
import type { Row } from "../row.ts";
import { choleskyRows } from "./cholesky.ts";
import { gemmRows } from "./gemm.ts";
import { iterationRows } from "./iteration.ts";
import { lqrRows } from "./lqr.ts";
import { mixtureRows } from "./mixture.ts";
import { networkRows } from "./network.ts";
import { regressionRows } from "./regression.ts";
import { rolloutRows } from "./rollouts.ts";
import { taskRows } from "./task.ts";
import { threadRows } from "./threads.ts";

export const rows: readonly Row[] = [
  ...gemmRows,
  ...choleskyRows,
  ...lqrRows,
  ...mixtureRows,
  ...regressionRows,
  ...networkRows,
  ...rolloutRows,
  ...threadRows,
  ...iterationRows,
  ...taskRows,
];

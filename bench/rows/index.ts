/** All rows, in the order of the table. */
import type { Row } from "../row.ts";
import { choleskyRows } from "./cholesky.ts";
import { gemmRows } from "./gemm.ts";
import { lqrRows } from "./lqr.ts";
import { networkRows } from "./network.ts";
import { rolloutRows } from "./rollouts.ts";

export const rows: readonly Row[] = [...gemmRows, ...choleskyRows, ...lqrRows, ...networkRows, ...rolloutRows];

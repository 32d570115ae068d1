/** All rows, in the order of the table. */
import type { Row } from "../row.ts";
import { gemmRows } from "./gemm.ts";

export const rows: readonly Row[] = [...gemmRows];

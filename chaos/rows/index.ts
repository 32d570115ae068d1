/** All rows, in the order of the table. */
import type { Row } from "../row.ts";
import { bitFlips } from "./bit-flips.ts";
import { damagedStores } from "./damaged-stores.ts";
import { killTraining } from "./kill-training.ts";
import { resume } from "./resume.ts";

export const rows: readonly Row[] = [killTraining, resume, bitFlips, damagedStores];

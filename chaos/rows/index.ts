/** All rows, in the order of the table. */
import type { Row } from "../row.ts";
import { archives } from "./archives.ts";
import { audit } from "./audit.ts";
import { bitFlips } from "./bit-flips.ts";
import { damagedStores } from "./damaged-stores.ts";
import { failingCalls } from "./failing-calls.ts";
import { fullDisk } from "./full-disk.ts";
import { jsonFuzz } from "./json-fuzz.ts";
import { killProcesses } from "./kill-processes.ts";
import { killTraining } from "./kill-training.ts";
import { licences } from "./licences.ts";
import { migration } from "./migration.ts";
import { modelFuzz } from "./model-fuzz.ts";
import { randomUse } from "./random-use.ts";
import { resume } from "./resume.ts";
import { soak } from "./soak.ts";
import { twoInstances } from "./two-instances.ts";
import { wrongMessages } from "./wrong-messages.ts";
import { wrongRequests } from "./wrong-requests.ts";
import { wrongShellCalls } from "./wrong-shell-calls.ts";

export const rows: readonly Row[] = [
  killTraining,
  killProcesses,
  resume,
  bitFlips,
  damagedStores,
  failingCalls,
  fullDisk,
  migration,
  twoInstances,
  jsonFuzz,
  modelFuzz,
  wrongMessages,
  wrongRequests,
  wrongShellCalls,
  randomUse,
  archives,
  soak,
  licences,
  audit,
];

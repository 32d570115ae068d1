/** `--sweep` of `guidepost train`: the settings that are swept, and the runs that they make. */
import { methodOptionsSchema } from "../../workers/methods/config.ts";
import {
  combinationsOf,
  MOST_RUNS,
  methodReads,
  readValues,
  type Swept,
  sweepKeys,
  sweepRuns,
} from "../../workers/methods/sweep.ts";
import {
  completeConfig,
  type RequestedConfig,
  type RunConfig,
  runConfigSchema,
  type TaskDescription,
} from "../engine/api.ts";
import { GuidepostError } from "../errors.ts";
import { allowed, fieldsOf } from "./fields.ts";
import { over, requestFrom, type TrainOptions } from "./train-options.ts";

const fields = [...fieldsOf(runConfigSchema), ...fieldsOf(methodOptionsSchema)];

export interface SweepPlan {
  swept: Swept[];
  /** In the order in which they are trained. */
  configs: RunConfig[];
}

/** The runs that the options ask for; null where nothing is swept. */
export function sweepFrom(
  task: TaskDescription,
  options: TrainOptions,
  preset: RequestedConfig | null,
): SweepPlan | null {
  if (options.sweep === undefined) return null;
  const asked = requestFrom(task, options);
  const base = over(preset, asked);
  const swept = options.sweep.map(readSweep);
  requireOnce([...swept.map(({ key }) => key), ...givenIn(asked)]);
  const count = combinationsOf(swept);
  if (count > MOST_RUNS) {
    throw new GuidepostError(`--sweep asks for ${count} runs; at most ${MOST_RUNS} are made.`, "leave values out.");
  }
  const requests = sweepRuns(base, swept);
  for (const { key } of swept) {
    if (requests.some(({ method }) => methodReads(runConfigSchema.shape.method.parse(method), key))) continue;
    throw new GuidepostError(
      `--sweep ${key}: no method that is trained reads it.`,
      "guidepost train --help says which do.",
    );
  }
  return { swept, configs: requests.map((request) => completeConfig(request, task)) };
}

function readSweep(text: string): Swept {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new GuidepostError(
      `--sweep "${text}" is not of the form key=v1,v2.`,
      "for example seed=1..5 or klStep=0.3,1.",
    );
  }
  const key = text.slice(0, at);
  const field = fields.find((known) => known.key === key);
  if (field === undefined || !sweepKeys.includes(key)) {
    throw new GuidepostError(`--sweep ${key}: there is no such setting.`, `settings: ${sweepKeys.join(", ")}.`);
  }
  const read = readValues(key, text.slice(at + 1));
  if (read.ok) return { key, values: read.values };
  throw new GuidepostError(
    `--sweep ${key}: "${read.part}" is not valid; ${key} takes ${allowed(field)}.`,
    "values are separated by commas; whole numbers may be a range such as 1..5.",
  );
}

function requireOnce(keys: readonly string[]): void {
  const twice = keys.find((key, place) => keys.indexOf(key) !== place);
  if (twice === undefined) return;
  throw new GuidepostError(`${twice} is given twice.`, `name all its values in one --sweep ${twice}=…`);
}

/** The settings that have one value in every run. */
function givenIn({ task: _, options = {}, ...own }: ReturnType<typeof requestFrom>): string[] {
  return [...Object.keys(own), ...Object.keys(options)];
}

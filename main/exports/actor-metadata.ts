/** What an exported policy or controller says about itself: in the properties of its ONNX file and in a bundle's policy.json. */
import { z } from "zod";
import { GuidepostError } from "../errors.ts";

const text = z.string();
const signal = z.object({ name: text, unit: text });

export const actorMetadataSchema = z.object({
  format: z.literal("guidepost-actor-1"),
  kind: z.enum(["policy", "controller"]),
  task: text,
  /** Name of the set of the task's conditions that it was trained on. */
  conditions: text,
  /** The condition that a controller was made for; null for a policy, which acts in all of them. */
  condition: text.nullable(),
  /** The names of the graph's inputs. */
  inputs: z.array(text),
  /** What the policy sees, in order; `index` counts in the state [positions; velocities]. A controller sees all of it. */
  observations: z.array(signal.extend({ index: z.int().min(0) })),
  /** Limits are null where there is none. */
  actions: z.array(signal.extend({ low: z.number().nullable(), high: z.number().nullable() })),
  /** The period that an action is held for [s]. */
  controlPeriod: z.number().positive(),
  /** Control steps of a rollout in training; a controller has no more. */
  steps: z.int().positive(),
  seed: z.int(),
  configHash: text,
  /** SHA-256 of the MJCF model that it was trained with. */
  modelHash: text,
  versions: z.record(text, text),
  licence: text,
});

export type ActorMetadata = z.infer<typeof actorMetadataSchema>;

/** Text as it is, everything else as JSON. */
export function propertiesOf(metadata: ActorMetadata): Record<string, string> {
  const entries = Object.entries(metadata).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries);
}

/**
 * @param file its name, for errors
 * @throws GuidepostError where properties are missing or of another kind
 */
export function metadataFrom(file: string, properties: Record<string, string>): ActorMetadata {
  const values = Object.entries(properties).map(([key, value]) => [key, isText(key, value) ? value : parsed(value)]);
  const result = actorMetadataSchema.safeParse(Object.fromEntries(values));
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new GuidepostError(
    `${file} does not say what it is: ${path.join(".")}: ${message}.`,
    "only files that guidepost exported can be evaluated.",
  );
}

/** Whether a property is text as it is; "null" is not where there may be none. */
function isText(key: string, value: string): boolean {
  const shape: Record<string, z.ZodType> = actorMetadataSchema.shape;
  if (!(key in shape) || (value === "null" && shape[key].safeParse(null).success)) return false;
  return shape[key].safeParse("").error?.issues[0].code !== "invalid_type";
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

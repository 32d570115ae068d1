/** manifest.json of an archive: what is in it, with the fingerprint of every other member. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** Limits, checked before anything is allocated or written. */
export const limits = {
  members: 10_000,
  /** The manifest [bytes]. */
  text: 8 * 2 ** 20,
  /** All members together, unpacked [bytes]. */
  total: 256 * 2 ** 30,
  /** Unpacked over packed; above `free` bytes [1]. */
  ratio: 200,
  free: 64 * 2 ** 20,
};

const memberSchema = z.object({
  path: z.string().min(1).max(1000),
  bytes: z.int().min(0).max(limits.total),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Member = z.infer<typeof memberSchema>;

export const manifestSchema = z.object({
  format: z.literal("guidepost-project"),
  version: z.literal(1),
  /** Of Guidepost. */
  app: z.string().max(100),
  /** Whether the rollouts are in it. */
  rollouts: z.boolean(),
  members: z.array(memberSchema).min(2).max(limits.members),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const MANIFEST = "manifest.json";

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

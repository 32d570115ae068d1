/** What the window reads of a bundle (docs/exports.md): for which task it is, and the robot's model. */
import { strFromU8, unzipSync } from "fflate";
import { z } from "zod";

const aboutSchema = z.object({
  format: z.literal("guidepost-bundle-1"),
  files: z.array(z.object({ task: z.string().min(1) })).min(1),
});

/** Far above any honest text in a bundle [bytes]; nothing larger is unpacked. */
const TEXT_LIMIT = 16 * 2 ** 20;
const wanted = ["policy.json", "model.xml"];

/** Throws where the bytes are no bundle. */
export function readBundle(name: string, bytes: Uint8Array): { task: string; model: string } {
  try {
    const texts = unzipSync(bytes, {
      filter: (entry) => wanted.includes(entry.name) && entry.originalSize <= TEXT_LIMIT,
    });
    const [about, model] = wanted.map((file) => strFromU8(texts[file] ?? new Uint8Array()));
    const { files } = aboutSchema.parse(JSON.parse(about ?? ""));
    if (!model) throw new Error("no model");
    return { task: files[0]!.task, model };
  } catch {
    throw new Error(`${name} is no bundle of Guidepost. A run's bundle is made by guidepost export --format bundle.`);
  }
}

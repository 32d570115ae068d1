/** What the window reads of a bundle (docs/exports.md): for which task it is, and the robot's model. */
import { Unzip, UnzipInflate } from "fflate";
import { z } from "zod";

const aboutSchema = z.object({
  format: z.literal("guidepost-bundle-1"),
  files: z.array(z.object({ task: z.string().min(1) })).min(1),
});

/** Far above any honest text in a bundle [bytes]; nothing beyond is unpacked, whatever its size is said to be. */
const TEXT_LIMIT = 16 * 2 ** 20;
/** Of the file at once; unpacked it is a thousand times as much at most [bytes]. */
const PIECE = 2 ** 14;
const wanted = ["policy.json", "model.xml"];

/** Throws where the bytes are no bundle. */
export function readBundle(name: string, bytes: Uint8Array): { task: string; model: string } {
  try {
    const texts = unpack(bytes);
    const { files } = aboutSchema.parse(JSON.parse(texts.get("policy.json") ?? ""));
    const model = texts.get("model.xml");
    if (!model) throw new Error("no model");
    return { task: files[0]!.task, model };
  } catch {
    throw new Error(`${name} is no bundle of Guidepost. A run's bundle is made by guidepost export --format bundle.`);
  }
}

/** The texts that are wanted, by name; nothing else is unpacked. Throws for what is too large or damaged. */
function unpack(bytes: Uint8Array): Map<string, string> {
  const texts = new Map<string, string>();
  const unzip = new Unzip((file) => {
    if (!wanted.includes(file.name)) return;
    if (texts.has(file.name)) throw new Error("twice");
    texts.set(file.name, "");
    const decoder = new TextDecoder();
    let size = 0;
    file.ondata = (error, piece, final) => {
      if (error) throw error;
      size += piece.length;
      if (size > TEXT_LIMIT) throw new Error("too large");
      texts.set(file.name, texts.get(file.name) + decoder.decode(piece, { stream: !final }));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += PIECE)
    unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  return texts;
}

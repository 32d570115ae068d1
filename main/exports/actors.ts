/** Exports of what acts: its ONNX files, or a bundle with them. Nothing is written that has failed its self-test. */
import path from "node:path";
import type { SelfTestNumbers } from "../../workers/exported/contract.ts";
import { GuidepostError } from "../errors.ts";
import { type ActorSource, actorFiles } from "./actor-files.ts";
import { bundleOf } from "./bundle.ts";
import { type TriedFile, triedFiles } from "./self-test.ts";

/** A file that is ready to be written, and how what is in it did. */
export interface ActorExport {
  file: string;
  bytes: Uint8Array;
  selfTests: { name: string; numbers: SelfTestNumbers }[];
}

const writers: Record<string, (source: ActorSource, files: readonly TriedFile[], target: string) => ActorExport[]> = {
  onnx: (_, files, target) =>
    files.map((file) => ({
      file: files.length === 1 ? target : beside(target, file.name),
      bytes: file.onnx,
      selfTests: [testOf(file)],
    })),
  bundle: (source, files, target) => [{ file: target, bytes: bundleOf(source, files), selfTests: files.map(testOf) }],
};

export const actorFormats = Object.keys(writers);

/**
 * What to write at `target`. Several controllers in a format that holds one get names of their own beside it.
 * @param trainerEntry script of the worker that tries the files
 * @throws GuidepostError where there is nothing to export, or a file fails its self-test
 */
export async function exportActors(
  source: ActorSource,
  format: string,
  target: string,
  trainerEntry: string,
): Promise<ActorExport[]> {
  const files = actorFiles(source);
  if (files.length === 0) throw new GuidepostError("The run has neither a policy nor a controller to export.");
  return writers[format](source, await triedFiles(source, files, trainerEntry), target);
}

/** arm.onnx and controller-left.onnx → arm-controller-left.onnx */
function beside(target: string, name: string): string {
  const { dir, name: stem } = path.parse(target);
  return path.join(dir, `${stem}-${name}`);
}

function testOf({ name, numbers }: TriedFile): ActorExport["selfTests"][number] {
  return { name, numbers };
}

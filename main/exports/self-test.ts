/** Every exported file is tried before it is written: in a worker, next to what it was made of. */
import type { ReferencePairs, SelfTestNumbers, SelfTestResult } from "../../workers/exported/contract.ts";
import { withTrainer } from "../engine/trainer.ts";
import { GuidepostError } from "../errors.ts";
import type { ActorFile, ActorSource } from "./actor-files.ts";

export interface TriedFile extends ActorFile {
  numbers: SelfTestNumbers;
  pairs: ReferencePairs;
}

/**
 * @param trainerEntry script of the worker
 * @throws GuidepostError with the numbers where a file does not do what was exported
 */
export function triedFiles(
  source: ActorSource,
  files: readonly ActorFile[],
  trainerEntry: string,
): Promise<TriedFile[]> {
  return withTrainer(trainerEntry, async (trainer) => {
    const tried: TriedFile[] = [];
    for (const file of files) {
      const { actor, onnx, start, metadata } = file;
      const observation = metadata.observations.map(({ index }) => index);
      const { task, model, seed } = source;
      const job = { task: task.name, model, onnx, observation, actor, condition: start, seed };
      const result = await trainer.call(async (api): Promise<SelfTestResult> => api.selfTest(job));
      if (result.status === "failed") {
        throw new GuidepostError(
          `${file.name} was not exported, because it failed its self-test: ${result.reason}.`,
          "this is a defect of the export or of the runtime; the run is as it was.",
        );
      }
      tried.push({ ...file, numbers: result.numbers, pairs: result.pairs });
    }
    return tried;
  });
}

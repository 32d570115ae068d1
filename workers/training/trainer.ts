/** The trainer's side of `TrainerApi`. */
import { transfer } from "comlink";
import { evaluateFile } from "../exported/evaluate-file.ts";
import { selfTest } from "../exported/self-test.ts";
import { supportedVariants } from "../math/wasm/variants.ts";
import type { MethodState } from "../methods/method.ts";
import { methodOf } from "../methods/methods.ts";
import { buffersOf } from "../rollout.ts";
import type { TrainerApi } from "../trainer-api.ts";
import { checkModel } from "./check-model.ts";
import { evaluate } from "./evaluate.ts";
import { firstControllersOf } from "./first-controller.ts";
import { replayMotions } from "./replay.ts";
import { train } from "./train.ts";

export function createTrainer(): TrainerApi {
  return {
    train(job, cancel, onIteration, onProgress) {
      const flag = new Int32Array(cancel);
      return train(job, {
        isCancelled: () => Atomics.load(flag, 0) !== 0,
        onIteration: (result) => onIteration(transfer(result, result.rollouts.flatMap(buffersOf))),
        onProgress,
      });
    },
    async evaluate(job) {
      const rollouts = await evaluate(job);
      return transfer(rollouts, rollouts.flatMap(buffersOf));
    },
    async resultOf(config, checkpoint) {
      return methodOf(config).resultOf(checkpoint as unknown as MethodState);
    },
    firstControllers: firstControllersOf,
    selfTest,
    async evaluateFile(job, onAnswer) {
      const rollouts = await evaluateFile(job, onAnswer);
      return transfer(rollouts, rollouts.flatMap(buffersOf));
    },
    async replay(job) {
      const physics = await replayMotions(job);
      const buffers = physics.flatMap(({ poses, centres, contacts }) => [poses, centres, contacts]);
      return transfer(
        physics,
        buffers.map(({ buffer }) => buffer as ArrayBuffer),
      );
    },
    async kernelBuilds() {
      return [...supportedVariants(), "plain"];
    },
    checkModel,
  };
}

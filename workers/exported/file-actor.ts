/** An exported file that acts: states go in, and what the file makes of them comes out. */
import type { Actor } from "../trainer-api.ts";
import type { ActorOutputs, ExportedFile } from "./contract.ts";
import { loadRuntime } from "./onnx-session.ts";

export interface FileActor {
  kind: Actor["kind"];
  /** @param states [n, dX] @param timeSteps [n], which a policy does not look at */
  outputs(n: number, states: ArrayLike<number>, timeSteps: readonly number[]): Promise<ActorOutputs>;
  dispose(): Promise<void>;
}

/** A file that the runtime refuses; the message is the runtime's. */
export class RefusedFileError extends Error {
  override name = "RefusedFileError";
}

/** The runtime prints fatal errors only: what it refuses is thrown too. */
const QUIET = { logSeverityLevel: 4 } as const;

/** @throws RefusedFileError */
export async function openFile({ onnx, observation }: ExportedFile): Promise<FileActor> {
  const { InferenceSession, Tensor } = await loadRuntime();
  const session = await InferenceSession.create(onnx, QUIET).catch(refuse);
  const hasTime = session.inputNames.includes("time_index");
  const input = hasTime ? "state" : "observation";
  return {
    kind: hasTime ? "controller" : "policy",
    async outputs(n, states, timeSteps) {
      const seen = new Tensor("float32", observed(n, states, observation), [n, observation.length]);
      const time = () => new Tensor("int64", BigInt64Array.from(timeSteps, BigInt), [n]);
      const feeds = hasTime ? { [input]: seen, time_index: time() } : { [input]: seen };
      const { mean, std, action } = await session.run(feeds, QUIET).catch(refuse);
      return { mean: floats(mean), std: floats(std), action: floats(action) };
    },
    dispose: () => session.release(),
  };
}

/** o: [n, dO] ← x[observation] in single precision, for x: [n, dX]. */
export function observed(n: number, states: ArrayLike<number>, observation: readonly number[]): Float32Array {
  const [dX, dO] = [states.length / n, observation.length];
  return Float32Array.from({ length: n * dO }, (_, i) => states[Math.floor(i / dO) * dX + observation[i % dO]]);
}

/** The values of one of the file's outputs. */
function floats(tensor: { data: unknown } | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new RefusedFileError("the file has no outputs mean, std and action of floats");
}

function refuse(error: unknown): never {
  throw new RefusedFileError(error instanceof Error ? error.message : String(error));
}

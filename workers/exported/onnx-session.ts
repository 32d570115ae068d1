/** ONNX files in onnxruntime's WebAssembly build: one thread, nothing fetched. */
import type * as OnnxRuntime from "onnxruntime-web";

type Runtime = typeof OnnxRuntime;

let runtime: Promise<Runtime> | undefined;

/** The runtime of this thread. The import stays dynamic: the package finds its `.wasm` beside itself. */
export function loadRuntime(): Promise<Runtime> {
  runtime ??= import("onnxruntime-web").then((loaded) => {
    loaded.env.wasm.numThreads = 1;
    return loaded;
  });
  return runtime;
}

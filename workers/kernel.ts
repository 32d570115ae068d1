/** Entry point of a thread that helps with kernels. */
import { parentPort, workerData } from "node:worker_threads";
import { serve } from "./math/wasm/member.ts";

if (parentPort) serve(workerData, () => parentPort?.postMessage("ready"));

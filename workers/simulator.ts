/** Entry point of a rollout worker. */
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { createSimulator } from "./sampling/simulator.ts";

if (parentPort) expose(createSimulator(), nodeEndpoint(parentPort));

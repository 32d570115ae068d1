/** Entry point of the training worker. */
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { createTrainer } from "./training/trainer.ts";

if (parentPort) expose(createTrainer(), nodeEndpoint(parentPort));

/** Where the built entry points of the workers lie: beside each other. */
import { join } from "node:path";

export const simulatorScript = join(__dirname, "simulator.cjs");
export const kernelScript = join(__dirname, "kernel.cjs");

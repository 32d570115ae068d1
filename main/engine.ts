/** Entry point of the engine's process. */
import { hostEngine } from "./engine/host.ts";

void hostEngine();

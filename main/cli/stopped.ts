/** Exit codes of a stop on request, as shells have them. */
import type { StopReason } from "../engine/stop.ts";

export const stoppedCode: Record<StopReason, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, parent: 143 };

/** The engine's events as Node's EventEmitter takes them. */
import type { EngineEvents } from "./api.ts";

export type EventMap = { [Name in keyof EngineEvents]: Parameters<EngineEvents[Name]> };

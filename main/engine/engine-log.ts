/** What the engine did, in lines for people: the last few hundred, kept in memory. */
import type { EventEmitter } from "node:events";
import { runName } from "../store/errors.ts";
import type { LogLine, RunStatus, RunSummary } from "./api.ts";
import type { EventMap } from "./event-map.ts";

const MOST_LINES = 500;

const levels: Partial<Record<RunStatus, LogLine["level"]>> = { failed: "error", interrupted: "warning" };

export class EngineLog {
  readonly #events: EventEmitter<EventMap>;
  readonly #lines: LogLine[] = [];
  /** The last status of each run that was told. */
  readonly #statuses = new Map<number, RunStatus>();

  /** Listens to the events, and tells each line as one. */
  constructor(events: EventEmitter<EventMap>) {
    this.#events = events;
    events.on("runChanged", (run) => this.#runChanged(run));
    events.on("settingsChanged", () => this.#write("info", "The settings were changed."));
  }

  /** Oldest first. */
  lines(): LogLine[] {
    return [...this.#lines];
  }

  /** A run is told of with every iteration; what is new about it is its status. */
  #runChanged(run: RunSummary): void {
    if (this.#statuses.get(run.id) === run.status) return;
    this.#statuses.set(run.id, run.status);
    const name = `Run ${runName(run.id)} (${run.task}, ${run.method}, seed ${run.seed})`;
    const done = `${run.iterationsDone} of ${run.iterationsTotal} iterations`;
    const words = run.status === "running" ? "is training" : `is ${run.status} after ${done}`;
    const reason = run.reason === null ? "" : `: ${run.reason}`;
    this.#write(levels[run.status] ?? "info", sentence(`${name} ${words}${reason}`));
  }

  #write(level: LogLine["level"], text: string): void {
    const line: LogLine = { at: new Date().toISOString(), level, text };
    this.#lines.push(line);
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
    this.#events.emit("logged", line);
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * Files made of runs for a client on this machine. A file is made whole and tried first; then the client fetches it in
 * parts, so that no message is large. Only the newest file is kept, and only until its end was fetched.
 */

import { GuidepostError } from "../errors.ts";
import { actorSource } from "../exports/actor-source.ts";
import type { ActorExport } from "../exports/actors.ts";
import { actorFormats, exportActors } from "../exports/actors.ts";
import { mcapBytes, runBytes } from "../exports/index.ts";
import { MCAP } from "../exports/mcap/mcap.ts";
import { lastAccepted, mcapSource } from "../exports/replayed.ts";
import { runData } from "../exports/run-data.ts";
import { runName } from "../store/errors.ts";
import { type FinishedWork, finalResult } from "./evaluation.ts";
import type { ExportRequest, MadeExport } from "./results-api.ts";

/** Few enough to let other messages in between [bytes]. */
const PART = 4 * 2 ** 20;
const extensions: Record<ExportRequest["format"], string> = {
  onnx: "onnx",
  bundle: "zip",
  npz: "npz",
  csv: "csv",
  curves: "csv",
  parquet: "parquet",
  mcap: "mcap",
  json: "json",
};

export class ExportDesk {
  readonly #work: () => FinishedWork;
  readonly #part: number;
  #made: { id: number; bytes: Uint8Array } | null = null;
  #last = 0;

  /** `work`: of the project as it is open at the time; `part`: of a message [bytes]. */
  constructor(work: () => FinishedWork, part = PART) {
    this.#work = work;
    this.#part = part;
  }

  /** @throws GuidepostError where there is nothing to export, or the file fails its self-test */
  async make(run: number, request: ExportRequest): Promise<MadeExport> {
    const { bytes, selfTests } = await this.#export(run, request);
    const id = ++this.#last;
    this.#made = { id, bytes };
    const name = `run-${runName(run)}-${wordFor(request)}.${extensions[request.format]}`;
    return { id, name, bytes: bytes.length, selfTests };
  }

  /** The part of a file that begins at `offset`. */
  part(id: number, offset: number): Uint8Array {
    const made = this.#made;
    if (made?.id !== id) {
      throw new GuidepostError("This export is not kept any more; another was made after it.", "export the run again.");
    }
    const end = offset + this.#part;
    if (end >= made.bytes.length) this.#made = null;
    return made.bytes.subarray(offset, end);
  }

  async #export(run: number, { format, policy, condition }: ExportRequest): Promise<Omit<ActorExport, "file">> {
    const work = this.#work();
    const { runs, trainerEntry } = work;
    const detail = runs.detail(run);
    if (format === MCAP) {
      const source = await mcapSource(runs, run, lastAccepted(detail), trainerEntry);
      return { bytes: await mcapBytes(source), selfTests: [] };
    }
    if (!actorFormats.includes(format)) {
      return { bytes: runBytes(await runData(work, run), format), selfTests: [] };
    }
    const source = actorSource(detail, runs.model(run), await finalResult(work, run), { policy, condition });
    const [made, ...others] = await exportActors(source, format, "", trainerEntry);
    if (others.length === 0) return made;
    throw new GuidepostError(`One ${format} file holds one controller.`, "name its condition, or take a bundle.");
  }
}

/** What the file's name says of what is in it. */
function wordFor({ format, policy }: ExportRequest): string {
  if (format === "parquet" || format === "csv" || format === MCAP) return "rollouts";
  if (format === "curves") return "curves";
  if (!actorFormats.includes(format)) return "numbers";
  return policy === "controller" ? "controller" : "policy";
}

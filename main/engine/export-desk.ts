/**
 * Files made of runs for a client on this machine. A file is made whole and tried first, on the disk, so that it may be
 * larger than memory; then the client fetches it in parts, so that no message is large. Only the newest file is kept, and
 * only until its end was fetched.
 */

import os from "node:os";
import { GuidepostError, messageOf } from "../errors.ts";
import { actorSource } from "../exports/actor-source.ts";
import { type ActorExport, actorFormats, exportActors } from "../exports/actors.ts";
import { writeRun } from "../exports/index.ts";
import { MCAP, writeMcap } from "../exports/mcap/mcap.ts";
import { lastAccepted, withMcapSource } from "../exports/replayed.ts";
import { type Append, runData } from "../exports/run-data.ts";
import { systemCode } from "../files.ts";
import { ScratchFile } from "../scratch-file.ts";
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
  #made: { id: number; file: ScratchFile } | null = null;
  #last = 0;

  /** `work`: of the project as it is open at the time; `part`: of a message [bytes]. */
  constructor(work: () => FinishedWork, part = PART) {
    this.#work = work;
    this.#part = part;
  }

  /** @throws GuidepostError where there is nothing to export, the file fails its self-test, or the disk has no room */
  async make(run: number, request: ExportRequest): Promise<MadeExport> {
    const file = new ScratchFile();
    try {
      const selfTests = await this.#export(run, request, (bytes) => file.append(bytes));
      this.#forget();
      const id = ++this.#last;
      this.#made = { id, file };
      const name = `run-${runName(run)}-${wordFor(request)}.${extensions[request.format]}`;
      return { id, name, bytes: file.size, selfTests };
    } catch (error) {
      file.close();
      if (systemCode(error) === undefined) throw error;
      throw new GuidepostError(`The export cannot be kept in ${os.tmpdir()}: ${messageOf(error)}.`);
    }
  }

  /** The part of a file that begins at `offset`. */
  part(id: number, offset: number): Uint8Array {
    const made = this.#made;
    if (made?.id !== id) {
      throw new GuidepostError("This export is not kept any more; another was made after it.", "export the run again.");
    }
    const bytes = made.file.read(offset, this.#part);
    if (offset + bytes.length >= made.file.size) this.#forget();
    return bytes;
  }

  #forget(): void {
    this.#made?.file.close();
    this.#made = null;
  }

  /** What of it was tried, after everything went through `append`. */
  async #export(
    run: number,
    { format, policy, condition }: ExportRequest,
    append: Append,
  ): Promise<ActorExport["selfTests"]> {
    const work = this.#work();
    const { runs, trainerEntry } = work;
    const detail = runs.detail(run);
    if (format === MCAP) {
      const iteration = lastAccepted(detail);
      await withMcapSource(runs, run, iteration, trainerEntry, (source) => writeMcap(source, append));
      return [];
    }
    if (!actorFormats.includes(format)) {
      writeRun(await runData(work, run), format, append);
      return [];
    }
    const source = actorSource(detail, runs.model(run), await finalResult(work, run), { policy, condition });
    const [made, ...others] = await exportActors(source, format, "", trainerEntry);
    if (others.length > 0)
      throw new GuidepostError(`One ${format} file holds one controller.`, "name its condition, or take a bundle.");
    append(made.bytes);
    return made.selfTests;
  }
}

/** What the file's name says of what is in it. */
function wordFor({ format, policy }: ExportRequest): string {
  if (format === "parquet" || format === "csv" || format === MCAP) return "rollouts";
  if (format === "curves") return "curves";
  if (!actorFormats.includes(format)) return "numbers";
  return policy === "controller" ? "controller" : "policy";
}

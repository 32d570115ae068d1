/** The calls about what runs have come to: their policies, and the files that are made of them. */
import type { PolicyChoice } from "../../workers/trainer-api.ts";
import { reportSource } from "../exports/replayed.ts";
import { reportHtml } from "../exports/report/report.ts";
import type { RolloutDrawing } from "./drawings.ts";
import type { FinishedWork } from "./evaluation.ts";
import { ExportDesk } from "./export-desk.ts";
import { divergencesOf, policyRollouts } from "./policy-study.ts";
import type { ConditionDivergence, ExportRequest, MadeExport, ResultsApi } from "./results-api.ts";

export interface Results {
  /** Of the project as it is open at the time. */
  work(): FinishedWork;
  /** Threads for fresh rollouts. */
  workers(): number;
}

export class ResultsDesk implements ResultsApi {
  readonly #results: Results;
  readonly #exports: ExportDesk;

  constructor(results: Results) {
    this.#results = results;
    this.#exports = new ExportDesk(() => results.work());
  }

  async divergences(id: number, iteration: number): Promise<ConditionDivergence[]> {
    return divergencesOf(this.#results.work(), id, iteration);
  }

  async policyRollouts(id: number, policy: PolicyChoice): Promise<RolloutDrawing[]> {
    return policyRollouts(this.#results.work(), id, policy, this.#results.workers());
  }

  async exportRun(id: number, request: ExportRequest): Promise<MadeExport> {
    return this.#exports.make(id, request);
  }

  async exportPart(id: number, offset: number): Promise<Uint8Array> {
    return this.#exports.part(id, offset);
  }

  async report(id: number): Promise<string> {
    const { runs, trainerEntry } = this.#results.work();
    return reportHtml(await reportSource(runs, id, trainerEntry));
  }
}

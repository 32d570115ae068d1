import type { RepairReport, StoreReport } from "../../main/engine/project-api.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatBytes } from "../app/format.ts";
import { notify } from "../app/notices.ts";
import { cancelStoreWork, isDamaged, repairProject, useProject, verifyProject } from "./project-store.ts";
import { useStoreWork, workWords } from "./store-work.ts";

/** Whether everything in the store is as it was written, and what to do where it is not. */
export function Health() {
  const { report, repaired, cancelled, busy } = useProject();
  useEngine((state) => state.info?.project.damage);
  const bad = isDamaged();
  return (
    <section className="project-part" aria-label="Health" data-testid="project-health">
      <h3>Health</h3>
      <div className="project-action">
        <button type="button" disabled={busy !== null} onClick={() => verifyProject().catch(notify)}>
          Verify
        </button>
        {bad && (
          <button type="button" disabled={busy !== null} onClick={() => repairProject().catch(notify)}>
            Repair
          </button>
        )}
        <span className="settings-note">
          {bad
            ? "Repair makes a new store of what is good; the damaged one stays beside it, unchanged."
            : "Reads every row and compares it with its checksum; changes nothing."}
        </span>
      </div>
      <Work />
      {cancelled && (
        <p className="settings-note" role="status">
          Cancelled; nothing was changed.
        </p>
      )}
      {report !== null && <Report report={report} />}
      {repaired !== null && <Repaired report={repaired} />}
    </section>
  );
}

/** Whoever asked for it, this window or another. */
function Work() {
  const work = useStoreWork((state) => state.work);
  if (work === null) return null;
  const words = workWords(work);
  return (
    <div className="project-action" data-testid="store-work">
      <progress className="progress" aria-label={words} max={1} value={work.total === 0 ? 0 : work.done / work.total} />
      <span className="settings-note tabular">{words}</span>
      <button type="button" onClick={() => cancelStoreWork().catch(notify)}>
        Cancel
      </button>
    </div>
  );
}

function Report({ report: { refusal, findings, more, rows, runs, bytes } }: { report: StoreReport }) {
  if (refusal !== null)
    return (
      <p className="field-error selectable" role="alert">
        {refusal}
      </p>
    );
  if (findings.length === 0)
    return (
      <p className="verdict" role="status">
        Everything is as it was written: {runs} {runs === 1 ? "run" : "runs"}, {rows.toLocaleString("en")} rows,{" "}
        {formatBytes(bytes)}.
      </p>
    );
  return (
    <>
      <p className="field-error" role="alert">
        {(findings.length + more).toLocaleString("en")} {findings.length + more === 1 ? "problem" : "problems"} found.
      </p>
      <table className="findings selectable">
        <thead>
          <tr>
            <th>Run</th>
            <th>Iteration</th>
            <th>Part</th>
            <th>Problem</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ run, iteration, part, problem }) => (
            <tr key={`${run} ${iteration} ${part} ${problem}`}>
              <td className="number">{run ?? "–"}</td>
              <td className="number">{iteration ?? "–"}</td>
              <td>{part}</td>
              <td>{problem}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Repaired({ report: { movedTo, runs, rows, lostRows } }: { report: RepairReport }) {
  if (movedTo === null)
    return (
      <p className="verdict" role="status">
        There was nothing to repair.
      </p>
    );
  return (
    <div className="verdict selectable" role="status">
      <p>
        Repaired: {rows.toLocaleString("en")} rows are good; of the others {lostRows.toLocaleString("en")} could be read
        and did not match their checksums. Runs that are not named here lost nothing. The damaged store is {movedTo}.
      </p>
      {runs.map(({ run, actions }) => (
        <p key={run}>
          Run {run}: {actions.join("; ")}.
        </p>
      ))}
    </div>
  );
}

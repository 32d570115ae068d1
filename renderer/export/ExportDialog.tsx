/** Exports of the run that is looked at, in a dialog: format, who acts, and how the file did in its self-test. */
import { type FormEvent, useState } from "react";
import type { ExportRequest, MadeExport, RunSummary } from "../../main/engine/api.ts";
import { Dialog } from "../app/Dialog.tsx";
import { useEngine } from "../app/engine-store.ts";
import { formatQuantity } from "../app/format.ts";
import { messageOf } from "../app/notices.ts";
import { saveFile } from "../app/save-file.ts";
import { engineApi } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { actorChoices, formats } from "./choices.ts";
import { useExportFormat } from "./export-store.ts";
import { fetchExport } from "./fetch-export.ts";
import { SelfTests } from "./SelfTests.tsx";

type Outcome =
  | { status: "none" }
  | { status: "working" }
  | { status: "made"; made: MadeExport }
  | { status: "failed"; reason: string };

export function ExportDialog() {
  const id = useView((view) => view.run);
  const run = useEngine((state) => state.runs?.find((candidate) => candidate.id === id));
  if (!run) return null;
  return (
    <Dialog name="export" title={`Export run ${run.id}`} className="export-policy">
      <ExportForm key={run.id} run={run} />
    </Dialog>
  );
}

function ExportForm({ run }: { run: RunSummary }) {
  const detail = useEngine((state) => state.details[run.id]);
  const format = useExportFormat((state) => state.format);
  const [wanted, setWanted] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome>({ status: "none" });
  const choices = actorChoices(detail?.iterations.at(-1), format);
  const actor = choices.find(({ value }) => value === wanted) ?? choices[0];
  const holds = formats.find(({ value }) => value === format)?.holds ?? null;
  const changed = (change: () => void) => {
    change();
    setOutcome({ status: "none" });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setOutcome({ status: "working" });
    const who =
      holds !== null
        ? { policy: null, condition: null }
        : { policy: actor?.policy ?? null, condition: actor?.condition ?? null };
    try {
      const { made, content } = await fetchExport(engineApi(), run.id, { format, ...who });
      saveFile(made.name, content);
      setOutcome({ status: "made", made });
    } catch (error) {
      setOutcome({ status: "failed", reason: messageOf(error) });
    }
  };
  return (
    <form className="export-form" onSubmit={submit}>
      <Choice
        label="Format"
        value={format}
        choices={formats}
        onChange={(value) => changed(() => useExportFormat.setState({ format: value as ExportRequest["format"] }))}
      />
      <Choice
        label="What acts"
        value={holds !== null ? "" : (actor?.value ?? "")}
        choices={holds !== null ? [{ value: "", label: holds }] : choices}
        disabled={holds !== null}
        onChange={(value) => changed(() => setWanted(value))}
      />
      <button
        type="submit"
        className="primary"
        data-autofocus
        disabled={outcome.status === "working" || (holds === null && !actor)}
      >
        {outcome.status === "working" ? "Exporting and trying it…" : "Export"}
      </button>
      <Result outcome={outcome} unit={detail?.task.metric.unit ?? ""} />
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string }[];
  disabled?: boolean;
  onChange(value: string): void;
}

function Choice({ label, value, choices, disabled = false, onChange }: ChoiceProps) {
  return (
    <label className="export-choice">
      {label}
      <select value={value} disabled={disabled} onChange={({ target }) => onChange(target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Result({ outcome, unit }: { outcome: Outcome; unit: string }) {
  if (outcome.status === "failed")
    return (
      <p className="field-error selectable" role="alert">
        ✕ {outcome.reason}
      </p>
    );
  if (outcome.status !== "made") return null;
  const { name, bytes, selfTests } = outcome.made;
  return (
    <div role="status">
      <p className="selectable">
        {name}, {formatSize(bytes)}
      </p>
      <SelfTests tests={selfTests} unit={unit} />
    </div>
  );
}

function formatSize(bytes: number): string {
  return bytes < 1e6 ? formatQuantity(bytes / 1e3, "kB") : formatQuantity(bytes / 1e6, "MB");
}

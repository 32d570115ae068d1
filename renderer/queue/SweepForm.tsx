import { type FormEvent, useMemo, useState } from "react";
import { useEngine } from "../app/engine-store.ts";
import { notify } from "../app/notices.ts";
import { enqueue } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { formOf, useNewRun } from "../inspector/new-run.ts";
import { sweepOf } from "./sweep.ts";

/** Adds runs like the one that the form describes, with several seeds and several values of a setting. */
export function SweepForm() {
  const tasks = useEngine((state) => state.tasks);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? true);
  const task = useView((view) => view.task) ?? "";
  const typed = useNewRun((state) => state.typed);
  const form = useMemo(() => formOf(tasks ?? [], task, typed), [tasks, task, typed]);
  const [seeds, setSeeds] = useState(form.values.seed ?? "1");
  const [path, setPath] = useState("");
  const [values, setValues] = useState("");
  const sweep = useMemo(() => sweepOf(form, seeds, path, values), [form, seeds, path, values]);
  const settings = form.offered.filter((field) => field.kind === "number" && field.path !== "seed");
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (sweep.ok) enqueue(sweep.configs).catch(notify);
  };
  return (
    <form className="sweep" onSubmit={add} noValidate>
      <label>
        Seeds
        <input value={seeds} placeholder="1..5, 8" onChange={({ target }) => setSeeds(target.value)} />
      </label>
      <label>
        Setting
        <select value={path} onChange={({ target }) => setPath(target.value)}>
          <option value="">As in the form</option>
          {settings.map((field) => (
            <option key={field.path} value={field.path}>
              {field.title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Values
        <input
          value={values}
          placeholder="0.3, 1, 3"
          disabled={path === ""}
          onChange={({ target }) => setValues(target.value)}
        />
      </label>
      <button type="submit" disabled={!sweep.ok || readOnly}>
        {sweep.ok ? `Add ${sweep.configs.length === 1 ? "1 run" : `${sweep.configs.length} runs`}` : "Add runs"}
      </button>
      <p className="settings-note" role="status">
        {sweep.ok ? "Everything else is as the form of the new run says." : `${sweep.reason}.`}
      </p>
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { CommandButton } from "../app/CommandButton.tsx";
import { useEngine } from "../app/engine-store.ts";
import { Fold } from "../app/Fold.tsx";
import { useView } from "../app/view-store.ts";
import { QueuePaused } from "../queue/QueuePaused.tsx";
import { queueWords, useQueue } from "../queue/queue-store.ts";
import { CommandLine } from "./CommandLine.tsx";
import { Field } from "./Field.tsx";
import { Forecast } from "./Forecast.tsx";
import type { FormField } from "./form-fields.ts";
import { type Form, isTraining, startRun, typeInto, useForm, useNewRun, whyNot } from "./new-run.ts";
import { OwnDefaults } from "./OwnDefaults.tsx";
import { Parent } from "./Parent.tsx";
import { Found, SearchBox } from "./SettingsSearch.tsx";
import { runs, SweepFields } from "./SweepFields.tsx";

export function NewRunForm() {
  const tasks = useEngine((state) => state.tasks);
  const task = useView((view) => view.task) ?? "";
  const parent = useNewRun((state) => state.parent);
  const [sought, setSought] = useState("");
  const form = useForm();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void startRun();
  };
  const errors = form.checked.ok ? {} : form.checked.errors;
  const show = (field: FormField) => (
    <Field
      key={field.path}
      field={field}
      value={form.values[field.path] ?? ""}
      swept={form.swept.some(({ path }) => path === field.path)}
      error={task === "" && field.path === "task" ? undefined : errors[field.path]}
      onChange={(value) => typeInto(field, value)}
    />
  );
  return (
    <form className="new-run" onSubmit={submit} noValidate>
      {parent !== null && <Parent run={parent} config={form.checked.ok ? form.checked.config : null} />}
      <SearchBox sought={sought} onChange={setSought} />
      {sought.trim() === "" ? (
        <Sections form={form} errors={errors} show={show} />
      ) : (
        <Found form={form} sought={sought.trim()} show={show} />
      )}
      <SweepFields form={form} />
      <Model />
      <OwnDefaults fields={form.fields} method={form.method} task={tasks?.find(({ name }) => name === task)} />
      <CommandLine form={form} />
      <Train form={form} />
    </form>
  );
}

interface SectionsProps {
  form: Form;
  errors: Record<string, string>;
  show(field: FormField): React.ReactNode;
}

/** What the method reads: first what most people change, the rest folded away. */
function Sections({ form, errors, show }: SectionsProps) {
  const advanced = form.offered.filter((field) => field.advanced);
  const changed = advanced.filter(({ path, initial }) => form.values[path] !== initial).length;
  return (
    <>
      <Groups fields={form.offered.filter((field) => !field.advanced)} show={show} />
      {advanced.length > 0 && (
        <Fold
          summary={
            <>
              Advanced <span className="count">{changed > 0 ? `${changed} changed` : advanced.length}</span>
            </>
          }
          open={advanced.some(({ path }) => errors[path])}
        >
          <Groups fields={advanced} show={show} />
        </Fold>
      )}
    </>
  );
}

/** Fields without a group first, then each group under its heading. */
function Groups({ fields, show }: { fields: readonly FormField[]; show(field: FormField): React.ReactNode }) {
  const groups = [...new Set(fields.map(({ group }) => group))].sort((a, b) => Number(a !== null) - Number(b !== null));
  return groups.map((group) => (
    <fieldset key={group ?? ""} className="group">
      {group && <legend>{group}</legend>}
      {fields.filter((field) => field.group === group).map(show)}
    </fieldset>
  ));
}

/** The file that takes the place of the task's own model, where one was dropped. */
function Model() {
  const model = useNewRun((state) => state.model);
  if (model === null) return null;
  return (
    <p className="own-model" title="The run keeps a copy of it">
      <span>Model</span>
      <span className="selectable">{model.name}</span>
      <CommandButton command="form.ownModel" icon="close" className="small" />
    </p>
  );
}

/** The way to the queue, and how many runs wait in it. */
function Queue() {
  const queue = useQueue();
  return (
    <CommandButton
      command="queue.show"
      icon="queue"
      label={queueWords(queue)}
      data-count={queue.entries.length || undefined}
    />
  );
}

/** Several runs, and one beside another that trains, wait in the queue. */
function trainWords({ sweep }: Form, training: boolean): string {
  const count = sweep?.ok ? sweep.configs.length : 1;
  if (training) return count === 1 ? "Add to the queue" : `Add ${runs(count)} to the queue`;
  return count === 1 ? "Train" : `Train ${runs(count)}`;
}

function Train({ form }: { form: Form }) {
  const connection = useEngine((state) => state.connection);
  const info = useEngine((state) => state.info);
  const training = useEngine(isTraining);
  const { starting, failure } = useNewRun();
  const reason = whyNot({ connection, info }, form);
  return (
    <div className="train">
      <QueuePaused>
        {training || form.sweep !== null ? "The queue is paused: what you add waits." : "The queue is paused."}
      </QueuePaused>
      <div className="train-buttons">
        <button type="submit" className="primary" disabled={starting || reason !== null}>
          {starting ? "Starting…" : trainWords(form, training)}
        </button>
        <Queue />
        <CommandButton command="form.presets" icon="preset" label="Presets" />
        <CommandButton command="form.reset" icon="reset" />
      </div>
      <p className="quiet-note" role={failure ? "alert" : "status"}>
        {failure ? <span className="field-error selectable">{failure}</span> : (reason ?? <Forecast form={form} />)}
      </p>
    </div>
  );
}

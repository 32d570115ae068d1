import { type FormEvent, useMemo, useState } from "react";
import type { RunConfig, RunSummary, TaskDescription } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatDuration } from "../app/format.ts";
import { messageOf } from "../app/notices.ts";
import { selectTask, train } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Field } from "./Field.tsx";
import { checkForm, type FormField, type FormValues, fieldsOf, formFields, initialValues } from "./form-fields.ts";

/** Names that the schema cannot know: they are the tasks' own. */
const NAMED = ["task", "conditions"];
const allFields = formFields().map(
  (field): FormField => (NAMED.includes(field.path) ? { ...field, kind: "choice" } : field),
);

export function NewRunForm() {
  const tasks = useEngine((state) => state.tasks);
  const connection = useEngine((state) => state.connection);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? false);
  const task = useView((view) => view.task) ?? "";
  /** What differs from the defaults, which change with the task. */
  const [typed, setTyped] = useState<FormValues>({});
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const fields = useMemo(() => fieldsFor(tasks ?? [], task, typed), [tasks, task, typed]);
  const sets = useMemo(() => conditionChoices(tasks ?? [], task), [tasks, task]);
  const values: FormValues = useMemo(() => {
    const given: FormValues = { ...initialValues(fields), ...typed, task };
    const known = sets.some(({ value }) => value === given.conditions);
    return known ? given : { ...given, conditions: sets[0]?.value ?? "" };
  }, [fields, typed, task, sets]);
  const checked = useMemo(() => checkForm(fields, values), [fields, values]);
  const errors = checked.ok ? {} : checked.errors;
  const offered = fields.flatMap((field) => {
    if (field.path === "task") return { ...field, choices: taskChoices(tasks ?? []), initial: task };
    if (field.path !== "conditions") return field;
    return sets.length > 1 ? { ...field, choices: sets } : [];
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!checked.ok || starting) return;
    setStarting(true);
    setFailure(null);
    try {
      await train(checked.config);
    } catch (error) {
      setFailure(messageOf(error));
    } finally {
      setStarting(false);
    }
  };
  const fieldProps = (field: FormField) => ({
    field,
    value: values[field.path] ?? "",
    error: task === "" && field.path === "task" ? undefined : errors[field.path],
    onChange: (value: string) =>
      field.path === "task" ? selectTask(value) : setTyped((before) => withTyped(field, value, before)),
  });
  const advanced = offered.filter((field) => field.advanced);
  const blocked = !checked.ok || starting || connection !== "open" || readOnly;
  return (
    <form className="new-run" onSubmit={submit} noValidate>
      <Fields fields={offered.filter((field) => !field.advanced)} props={fieldProps} />
      <details open={advanced.some(({ path }) => errors[path]) || undefined}>
        <summary>Advanced</summary>
        <Fields fields={advanced} props={fieldProps} />
      </details>
      <div className="train">
        <button type="submit" className="primary" disabled={blocked}>
          {starting ? "Starting…" : "Train"}
        </button>
        <p className="quiet-note" role={failure ? "alert" : undefined}>
          {failure ? (
            <span className="field-error selectable">{failure}</span>
          ) : readOnly ? (
            "Another Guidepost is open on this project; here it can only be looked at. Close the other one to train."
          ) : (
            <Forecast config={checked.ok ? checked.config : null} />
          )}
        </p>
      </div>
    </form>
  );
}

/** The fields as the chosen task and method have them. */
function fieldsFor(tasks: readonly TaskDescription[], task: string, typed: FormValues): FormField[] {
  const description = tasks.find(({ name }) => name === task);
  const method = typed.method ?? initialValues(allFields).method;
  return description === undefined ? allFields : fieldsOf(allFields, description, method);
}

/** What is typed back to the default follows the default again. */
function withTyped({ path, initial }: FormField, value: string, { [path]: _, ...others }: FormValues): FormValues {
  return value === initial ? others : { ...others, [path]: value };
}

function taskChoices(tasks: readonly TaskDescription[]): FormField["choices"] {
  return tasks.map(({ name, title }) => ({ value: name, label: title }));
}

/** The sets of conditions that the task has. */
function conditionChoices(tasks: readonly TaskDescription[], task: string): FormField["choices"] {
  const { conditionSets = [] } = tasks.find(({ name }) => name === task) ?? {};
  return conditionSets.map(({ name, title }) => ({ value: name, label: title }));
}

interface FieldsProps {
  fields: readonly FormField[];
  props(field: FormField): Parameters<typeof Field>[0];
}

/** Fields without a group first, then each group under its heading. */
function Fields({ fields: all, props }: FieldsProps) {
  const groups = [...new Set(all.map(({ group }) => group))].sort((a, b) => Number(a !== null) - Number(b !== null));
  return groups.map((group) => (
    <fieldset key={group ?? ""} className="group">
      {group && <legend>{group}</legend>}
      {all
        .filter((field) => field.group === group)
        .map((field) => (
          <Field key={field.path} {...props(field)} />
        ))}
    </fieldset>
  ));
}

/** How much is asked for, and how long that took the last time. */
function Forecast({ config }: { config: RunConfig | null }) {
  const runs = useEngine((state) => state.runs);
  const tasks = useEngine((state) => state.tasks);
  if (!config) return "Correct what is marked, then train.";
  // As many rollouts as its line search needs: nobody knows beforehand.
  if (config.method === "ilqg") return `${config.iterations.toLocaleString("en")} iterations`;
  const { conditionSets = [] } = tasks?.find(({ name }) => name === config.task) ?? {};
  const conditions = conditionSets.find(({ name }) => name === config.conditions)?.trained.length ?? 1;
  const rollouts = config.iterations * config.samples * conditions;
  const seconds = secondsPerRollout(runs ?? [], config.task);
  const amount = `${rollouts.toLocaleString("en")} rollouts`;
  return seconds === null ? amount : `${amount}, about ${formatDuration(seconds * rollouts)} on this machine`;
}

/** From the newest run of the task that has come anywhere; null when there is none. */
function secondsPerRollout(runs: readonly RunSummary[], task: string): number | null {
  const run = runs.find((candidate) => candidate.task === task && candidate.rollouts > 0 && candidate.seconds > 0);
  return run ? run.seconds / run.rollouts : null;
}

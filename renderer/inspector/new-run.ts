/** The run that the form describes: what was typed, what it comes to, and how it is started. */
import { create } from "zustand";
import type { RunConfig, TaskDescription } from "../../main/engine/api.ts";
import { type EngineState, useEngine } from "../app/engine-store.ts";
import { record } from "../app/history.ts";
import { messageOf } from "../app/notices.ts";
import { selectTask, train } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { commandLine } from "./command-line.ts";
import {
  type Checked,
  checkForm,
  type FormField,
  type FormValues,
  fieldsOf,
  formFields,
  initialValues,
  isReadBy,
} from "./form-fields.ts";

/** A model that takes the place of the task's own. */
export interface OwnModel {
  /** Name of its file. */
  name: string;
  /** MJCF. */
  text: string;
}

interface NewRun {
  /** What differs from the defaults, which change with the task and the method. */
  typed: FormValues;
  model: OwnModel | null;
  /** The run that this one is made from; null for a run of its own. */
  parent: number | null;
  starting: boolean;
  /** Why the last start failed. */
  failure: string | null;
}

export const useNewRun = create<NewRun>(() => ({
  typed: {},
  model: null,
  parent: null,
  starting: false,
  failure: null,
}));

/** Names that the schema cannot know: they are the tasks' own. */
const NAMED = ["task", "conditions"];
const allFields = formFields().map(
  (field): FormField => (NAMED.includes(field.path) ? { ...field, kind: "choice" } : field),
);

export interface Form {
  /** Every field, with the defaults of the task and the method. */
  fields: FormField[];
  /** Of these, what the method reads and there is a choice of. */
  offered: FormField[];
  values: FormValues;
  method: string;
  checked: Checked;
}

/** The form as it stands. */
export function formOf(tasks: readonly TaskDescription[], task: string, typed: FormValues): Form {
  const description = tasks.find(({ name }) => name === task);
  const method = typed.method ?? initialValues(allFields).method ?? "";
  const own = description === undefined ? allFields : fieldsOf(allFields, description, method);
  const fields = own.map((field) => namedIn(field, tasks, description));
  const offered = fields.filter(
    (field) => isReadBy(field, method) && (field.path !== "conditions" || field.choices.length > 1),
  );
  // What another method reads, and a set of conditions of another task, keep their defaults, whatever was typed before.
  const given = offered.flatMap(({ path, choices }) => {
    const text = typed[path];
    const known = path !== "conditions" || choices.some(({ value }) => value === text);
    return text === undefined || !known ? [] : [[path, text] as const];
  });
  const values = { ...initialValues(fields), ...Object.fromEntries(given), task };
  return { fields, offered, values, method, checked: checkForm(fields, values) };
}

/** The field with the names that the tasks give. */
function namedIn(field: FormField, tasks: readonly TaskDescription[], task: TaskDescription | undefined): FormField {
  const choicesOf = (named: readonly { name: string; title: string }[]) =>
    named.map(({ name, title }) => ({ value: name, label: title }));
  if (field.path === "task") return { ...field, choices: choicesOf(tasks), initial: task?.name ?? "" };
  if (field.path !== "conditions" || task === undefined) return field;
  const choices = choicesOf(task.conditionSets);
  const initial = choices.some(({ value }) => value === field.initial) ? field.initial : (choices[0]?.value ?? "");
  return { ...field, choices, initial };
}

export function currentForm(): Form {
  return formOf(useEngine.getState().tasks ?? [], useView.getState().task ?? "", useNewRun.getState().typed);
}

/** Why nothing can be started now; null when it can. */
export function whyNot({ connection, info }: Pick<EngineState, "connection" | "info">, checked: Checked) {
  if (connection !== "open") return "Not connected to the engine; wait a moment.";
  if (info?.project.readOnly)
    return "Another Guidepost is open on this project; here it can only be looked at. Close the other one to train.";
  return checked.ok ? null : "Correct what is marked, then train.";
}

export function canTrain(): boolean {
  return !useNewRun.getState().starting && whyNot(useEngine.getState(), currentForm().checked) === null;
}

/** Starts what the form says, and shows it. */
export async function startRun(): Promise<void> {
  const { checked } = currentForm();
  if (!checked.ok || !canTrain()) return;
  useNewRun.setState({ starting: true, failure: null });
  try {
    const { model, parent } = useNewRun.getState();
    await train(checked.config, { model: model?.text, parent });
    useNewRun.setState({ parent: null });
  } catch (error) {
    useNewRun.setState({ failure: messageOf(error) });
  } finally {
    useNewRun.setState({ starting: false });
  }
}

/** Writes into a field. What is typed back to the default follows the default again. */
export function typeInto({ path, title, initial, kind }: FormField, value: string): void {
  if (path === "task") {
    chooseTask(value);
    return;
  }
  const { [path]: _, ...others } = useNewRun.getState().typed;
  const typed = value === initial ? others : { ...others, [path]: value };
  change(`change of ${title}`, { typed }, kind === "number" || kind === "text" ? path : undefined);
}

function chooseTask(task: string): void {
  const { task: before, run, iteration, follow } = useView.getState();
  selectTask(task);
  record({
    title: "choice of the task",
    undo: () => useView.setState({ task: before, run, iteration, follow }),
    redo: () => selectTask(task),
  });
}

export function resetForm(): void {
  change("reset of the form", { typed: {}, model: null, parent: null });
}

export function chooseModel(model: OwnModel | null): void {
  change(model === null ? "removal of the model" : "choice of the model", { model });
}

/** Writes a run's configuration into the form, to start another like it. */
export function newRunFrom(parent: number, config: RunConfig): void {
  const { options, ...rest } = config;
  const texts = Object.entries({ ...prefixed(options), ...rest }).map(([path, value]) => [path, String(value)]);
  const asked: FormValues = Object.fromEntries(texts);
  const { fields } = formOf(useEngine.getState().tasks ?? [], config.task, { method: config.method });
  const typed = fields.flatMap(({ path, initial }) =>
    path === "task" || asked[path] === undefined || asked[path] === initial ? [] : [[path, asked[path] as string]],
  );
  useView.setState({ task: config.task });
  change("new run from a run", { typed: Object.fromEntries(typed), model: null, parent });
}

/** The form goes on with what it holds, as a run of its own. */
export function forgetParent(): void {
  change("making it a run of its own", { parent: null });
}

function prefixed(options: RunConfig["options"]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [`options.${key}`, value]));
}

/** The command that trains the same; it may not run while something in the form is wrong. */
export function currentCommandLine(): string {
  const { offered, values } = currentForm();
  return commandLine(offered, values, useNewRun.getState().model?.name ?? null);
}

function change(title: string, next: Partial<Pick<NewRun, "typed" | "model" | "parent">>, mergeKey?: string): void {
  const { typed, model, parent } = useNewRun.getState();
  const set = (state: Partial<NewRun>) => useNewRun.setState({ ...state, failure: null });
  set(next);
  const edit = { title, undo: () => set({ typed, model, parent }), redo: () => set(next) };
  record(mergeKey === undefined ? edit : { ...edit, mergeKey });
}

/** The run that the form describes: what was typed, what it comes to, and how it is started. */
import { useMemo } from "react";
import { create } from "zustand";
import type { RequestedConfig, RunConfig, TaskDescription, TrainingExtras } from "../../main/engine/api.ts";
import { type EngineState, useEngine } from "../app/engine-store.ts";
import { record } from "../app/history.ts";
import { messageOf } from "../app/notices.ts";
import { enqueue, selectTask, train } from "../app/session.ts";
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
  requestOf,
} from "./form-fields.ts";
import { firstText, type Sweep, type SweptField, sweepOf } from "./sweep.ts";

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
  /** Settings with several values, in the order in which they were added. */
  swept: readonly SweptField[];
  model: OwnModel | null;
  /** The run that this one is made from; null for a run of its own. */
  parent: number | null;
  starting: boolean;
  /** Why the last start failed. */
  failure: string | null;
}

export const useNewRun = create<NewRun>(() => ({
  typed: {},
  swept: [],
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
  /** Of these, what a method that is trained reads and there is a choice of. */
  offered: FormField[];
  values: FormValues;
  /** The first, where methods are swept. */
  method: string;
  checked: Checked;
  /** What is asked for beyond the defaults, sweeps aside. */
  request: RequestedConfig;
  swept: readonly SweptField[];
  /** null where nothing is swept. */
  sweep: Sweep | null;
}

/** The form as it stands. */
export function formOf(
  tasks: readonly TaskDescription[],
  task: string,
  typed: FormValues,
  swept: readonly SweptField[] = [],
): Form {
  const description = tasks.find(({ name }) => name === task);
  const methods = methodsOf(typed, swept);
  const method = methods[0] ?? "";
  const own = description === undefined ? allFields : fieldsOf(allFields, description, method);
  const fields = own.map((field) => namedIn(field, tasks, description));
  const offered = fields.filter(
    (field) =>
      methods.some((name) => isReadBy(field, name)) && (field.path !== "conditions" || field.choices.length > 1),
  );
  // What another method reads, a set of conditions of another task, and what is swept keep their defaults, whatever was
  // typed before.
  const given = offered.flatMap(({ path, choices }) => {
    const text = typed[path];
    const known = path !== "conditions" || choices.some(({ value }) => value === text);
    const single = !swept.some((row) => row.path === path);
    return text === undefined || !known || !single ? [] : [[path, text] as const];
  });
  const base = Object.fromEntries(given);
  const values = { ...initialValues(fields), method, ...base, task };
  const checked = checkForm(fields, values);
  const request = requestOf(fields, task, base);
  const sweep = sweepOf(offered, request, swept);
  return { fields, offered, values, method, checked, request, swept, sweep };
}

/** One, as a rule. */
function methodsOf(typed: FormValues, swept: readonly SweptField[]): string[] {
  const texts = swept.find(({ path }) => path === "method")?.text.split(",") ?? [];
  const known = allFields.find(({ path }) => path === "method")?.choices ?? [];
  const methods = texts.filter((text) => known.some(({ value }) => value === text));
  return methods.length > 0 ? methods : [typed.method ?? initialValues(allFields).method ?? ""];
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
  const { typed, swept } = useNewRun.getState();
  return formOf(useEngine.getState().tasks ?? [], useView.getState().task ?? "", typed, swept);
}

/** The form as it stands, for what shows it. */
export function useForm(): Form {
  const tasks = useEngine((state) => state.tasks);
  const task = useView((view) => view.task) ?? "";
  const typed = useNewRun((state) => state.typed);
  const swept = useNewRun((state) => state.swept);
  return useMemo(() => formOf(tasks ?? [], task, typed, swept), [tasks, task, typed, swept]);
}

/** Why nothing can be started now; null when it can. */
export function whyNot(
  { connection, info }: Pick<EngineState, "connection" | "info">,
  { checked, sweep }: Form,
): string | null {
  if (connection !== "open") return "Not connected to the engine; wait a moment.";
  if (info && info.project.damage !== null)
    return "The project's store is damaged and only read. “About this project” repairs it; then train.";
  if (info?.project.readOnly)
    return "Another Guidepost is open on this project; here it can only be looked at. Close the other one to train.";
  if (sweep !== null && !sweep.ok) return sweep.reason;
  return checked.ok ? null : "Correct what is marked, then train.";
}

/** The same of the form as it stands. */
export function whyNotNow(): string | null {
  if (useNewRun.getState().starting) return "A run is being started.";
  return whyNot(useEngine.getState(), currentForm());
}

/** The runs that the form stands for; none where something in it is wrong. */
function runsOf({ checked, sweep }: Form): RequestedConfig[] {
  if (!checked.ok || sweep?.ok === false) return [];
  return sweep?.configs ?? [checked.config];
}

/** Whether a run is computing, behind which another one would wait. */
export function isTraining({ runs }: Pick<EngineState, "runs">): boolean {
  return runs?.some(({ status }) => status === "running") ?? false;
}

/** Starts what the form says, and shows it; several runs, and one beside another that trains, go to the queue. */
export async function startRun(): Promise<void> {
  const [first, ...more] = runsOf(currentForm());
  if (first === undefined || whyNotNow() !== null) return;
  if (more.length > 0 || isTraining(useEngine.getState())) return addToQueue();
  await whileStarting((extras) => train(first, extras));
}

/** Puts what the form says last in the queue. */
export async function addToQueue(): Promise<void> {
  const configs = runsOf(currentForm());
  if (configs.length > 0 && whyNotNow() === null) await whileStarting((extras) => enqueue(configs, extras));
}

async function whileStarting(start: (extras: TrainingExtras) => Promise<void>): Promise<void> {
  useNewRun.setState({ starting: true, failure: null });
  try {
    const { model, parent } = useNewRun.getState();
    await start({ model: model?.text, parent });
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

export function startSweeping(field: FormField, value: string): void {
  const { swept } = useNewRun.getState();
  const added = { path: field.path, text: firstText(field, value) };
  change(`sweep over ${field.title}`, { swept: [...swept, added] });
}

export function sweepOver({ path, title, kind }: FormField, text: string): void {
  const swept = useNewRun.getState().swept.map((row) => (row.path === path ? { path, text } : row));
  change(`values of ${title}`, { swept }, kind === "number" ? `sweep ${path}` : undefined);
}

export function stopSweeping({ path, title }: FormField): void {
  const swept = useNewRun.getState().swept.filter((row) => row.path !== path);
  change(`end of the sweep over ${title}`, { swept });
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
  change("reset of the form", { typed: {}, swept: [], model: null, parent: null });
}

export function chooseModel(model: OwnModel | null): void {
  change(model === null ? "removal of the model" : "choice of the model", { model });
}

/** Writes a run's configuration into the form, to start another like it. */
export function newRunFrom(parent: number, config: RunConfig): void {
  fill("new run from a run", config, parent);
}

/** Writes settings into the form; what they leave out gets the defaults. */
export function takeSettings(title: string, config: RequestedConfig): void {
  fill(title, config, null);
}

function fill(title: string, { options = {}, ...rest }: RequestedConfig, parent: number | null): void {
  const texts = Object.entries({ ...prefixed(options), ...rest }).map(([path, value]) => [path, String(value)]);
  const asked: FormValues = Object.fromEntries(texts);
  const method: FormValues = rest.method === undefined ? {} : { method: rest.method };
  const { fields } = formOf(useEngine.getState().tasks ?? [], rest.task, method);
  const typed = fields.flatMap(({ path, initial }) =>
    path === "task" || asked[path] === undefined || asked[path] === initial ? [] : [[path, asked[path] as string]],
  );
  useView.setState({ task: rest.task });
  change(title, { typed: Object.fromEntries(typed), swept: [], model: null, parent });
}

/** The form goes on with what it holds, as a run of its own. */
export function forgetParent(): void {
  change("making it a run of its own", { parent: null });
}

function prefixed(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [`options.${key}`, value]));
}

/** The command that trains the same; it may not run while something in the form is wrong. */
export function currentCommandLine(): string {
  return commandLine(currentForm(), useNewRun.getState().model?.name ?? null);
}

type Edited = Pick<NewRun, "typed" | "swept" | "model" | "parent">;

function change(title: string, next: Partial<Edited>, mergeKey?: string): void {
  const { typed, swept, model, parent } = useNewRun.getState();
  const set = (state: Partial<NewRun>) => useNewRun.setState({ ...state, failure: null });
  set(next);
  const edit = { title, undo: () => set({ typed, swept, model, parent }), redo: () => set(next) };
  record(mergeKey === undefined ? edit : { ...edit, mergeKey });
}

/**
 * Searching runs as one types: every word must occur somewhere in what is written about a run; `field:value` asks of one
 * field, `is:starred` for a star. Quotation marks keep words together.
 */
import type { RunSummary } from "../../main/engine/api.ts";
import type { Names } from "./names.ts";
import { statusWord } from "./status.tsx";

export const searchFields = [
  "task",
  "method",
  "status",
  "seed",
  "run",
  "name",
  "tag",
  "note",
  "settings",
  "is",
] as const;
export type SearchField = (typeof searchFields)[number];

export interface Query {
  words: string[];
  fields: { field: SearchField; value: string }[];
}

const token = /(?:([a-z]+):)?(?:"([^"]*)"|([^\s"]+))/gi;

export function parseQuery(text: string): Query {
  const query: Query = { words: [], fields: [] };
  for (const [, prefix, quoted, plain] of text.matchAll(token)) {
    const value = (quoted ?? plain ?? "").toLowerCase();
    const field = searchFields.find((name) => name === prefix?.toLowerCase());
    if (field) query.fields.push({ field, value });
    else if (value !== "") query.words.push(prefix === undefined ? value : `${prefix.toLowerCase()}:${value}`);
  }
  return query;
}

/** The value that a query asks of a field; empty when it asks none. */
export function fieldOf(text: string, field: SearchField): string {
  return parseQuery(text).fields.findLast((asked) => asked.field === field)?.value ?? "";
}

/** The query with another value of a field, or without it when the value is empty. */
export function withField(text: string, field: SearchField, value: string): string {
  const others = [...text.matchAll(token)]
    .filter(([, prefix]) => prefix?.toLowerCase() !== field)
    .map(([part]) => part);
  const asked = /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`;
  return (value === "" ? others : [...others, asked]).join(" ");
}

/** All that is written about a run, in lower case: put together once and kept as long as the run stays as it is. */
export function writingOf(names: Names): (run: RunSummary) => string {
  const written = new WeakMap<RunSummary, string>();
  return (run) => {
    const known = written.get(run);
    if (known !== undefined) return known;
    const text = everything(run, names);
    written.set(run, text);
    return text;
  };
}

/** Whether a run is found. */
export function searcher(names: Names, textOf = writingOf(names)): (query: Query) => (run: RunSummary) => boolean {
  return ({ words, fields }) =>
    (run) =>
      fields.every(({ field, value }) => asks[field](run, value, names)) &&
      words.every((word) => textOf(run).includes(word));
}

function everything(run: RunSummary, names: Names): string {
  const { id, task, method, seed, status, reason, labels } = run;
  return [
    `run ${id}`,
    labels.name,
    task,
    names.taskTitle(task),
    method,
    names.methodTitle(method),
    names.settings(run),
    `seed ${seed}`,
    statusWord(status),
    reason,
    ...labels.tags,
    labels.note,
  ]
    .join("\n")
    .toLowerCase();
}

const has = (text: string, value: string): boolean => text.toLowerCase().includes(value);

const asks: Record<SearchField, (run: RunSummary, value: string, names: Names) => boolean> = {
  task: ({ task }, value, names) => has(task, value) || has(names.taskTitle(task), value),
  method: ({ method }, value, names) => has(method, value) || has(names.methodTitle(method), value),
  status: ({ status }, value) => status.startsWith(value),
  seed: ({ seed }, value) => String(seed) === value,
  run: ({ id }, value) => String(id) === value,
  name: ({ labels }, value) => has(labels.name, value),
  tag: ({ labels }, value) => labels.tags.some((tag) => tag.toLowerCase() === value),
  note: ({ labels }, value) => has(labels.note, value),
  settings: (run, value, names) => has(names.settings(run), value),
  is: ({ labels }, value) => value === "starred" && labels.star,
};

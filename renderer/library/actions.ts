/** What can be done with chosen runs: the engine is asked, the way back remembered, a refusal told. */
import { create } from "zustand";
import type { RunSummary } from "../../main/engine/api.ts";
import { showPanel } from "../app/dock-layout.ts";
import { forget } from "../app/history.ts";
import { notify } from "../app/notices.ts";
import { engineApi, selectRun } from "../app/session.ts";
import { useComparison } from "../compare/compare-store.ts";
import { newRunFrom as fillForm } from "../inspector/new-run.ts";
import { type ColumnId, columns } from "./columns.ts";
import { binEdit, countOf, type LibraryEdit, labelEdit, perform, restoreEdit } from "./edits.ts";
import { askFocus, type LibraryField } from "./focus.ts";
import { isTableSeen, useRows } from "./rows-store.ts";
import { nothingChosen } from "./selection.ts";
import { type Shelf, shelfOf } from "./table-rows.ts";
import { useTable } from "./table-store.ts";

/** Whether the bin is to be emptied is asked before it is. */
export const useEmptying = create<{ asking: boolean }>(() => ({ asking: false }));

const tried = (work: Promise<unknown>): void => void work.catch(notify);
const doing = (edit: LibraryEdit): void => tried(perform(edit));

export function openInScene(run: RunSummary): void {
  tried(selectRun(run.id));
  showPanel("scene");
}

export function compareRuns(runs: readonly RunSummary[]): void {
  useComparison.setState({ runs: runs.map(({ id }) => id), baseline: null });
  showPanel("compare");
}

export function newRunFrom(run: RunSummary): void {
  tried(
    engineApi()
      .run(run.id)
      .then(({ config }) => fillForm(run.id, config)),
  );
}

/** Starred all when one of them is not. */
export function toggleStar(runs: readonly RunSummary[]): void {
  const star = runs.some(({ labels }) => !labels.star);
  doing(
    labelEdit(engineApi(), `${star ? "Starred" : "Took the star from"} ${countOf(runs.length)}`, runs, () => ({
      star,
    })),
  );
}

export function archive(runs: readonly RunSummary[], archived: boolean): void {
  const title = archived ? `Archived ${countOf(runs.length)}` : `Took ${countOf(runs.length)} out of the archive`;
  doing(labelEdit(engineApi(), title, runs, () => ({ archived })));
}

export function rename(run: RunSummary, name: string): void {
  if (name.trim() !== run.labels.name) doing(labelEdit(engineApi(), `Renamed run ${run.id}`, [run], () => ({ name })));
}

export function writeNote(run: RunSummary, note: string): void {
  if (note !== run.labels.note)
    doing(labelEdit(engineApi(), `Changed the note of run ${run.id}`, [run], () => ({ note })));
}

export function setTags(run: RunSummary, tags: string[]): void {
  if (tags.join("\n") === run.labels.tags.join("\n")) return;
  const edit = labelEdit(engineApi(), `Changed the tags of run ${run.id}`, [run], () => ({ tags }));
  doing({ ...edit, mergeKey: `tags ${run.id}` });
}

/** @param runs with the tags that they had before any was added; half a tag that was kept meanwhile is replaced */
export function addTags(runs: readonly RunSummary[], added: readonly string[]): void {
  const title = `Tagged ${countOf(runs.length)} ${added.join(", ")}`.trim();
  const edit = labelEdit(engineApi(), title, runs, ({ tags }) => ({ tags: [...new Set([...tags, ...added])] }));
  doing({ ...edit, mergeKey: `add tags ${runs.map(({ id }) => id).join()}` });
}

export function deleteRuns(runs: readonly RunSummary[]): void {
  if (runs.length > 0) doing(binEdit(engineApi(), runs));
}

export function restoreRuns(runs: readonly RunSummary[]): void {
  doing(restoreEdit(engineApi(), runs));
}

export function emptyBin(): void {
  // What its edits would bring back is gone.
  tried(
    engineApi()
      .emptyBin()
      .then(() => forget("library")),
  );
}

export function setQuery(query: string): void {
  useTable.setState({ query });
}

/** Puts the keyboard into a field of what is written on runs, which the table then has chosen. */
export function editField(runs: readonly RunSummary[], field: LibraryField): void {
  const { chosen } = useRows.getState();
  const there = isTableSeen() && runs.every(({ id }) => chosen.some((one) => one.id === id));
  const [first] = runs;
  if (!there && first) {
    const key = String(first.id);
    const selection = { chosen: new Set(runs.map(({ id }) => id)), active: key, anchor: key };
    useTable.setState({ shelf: shelfOf(first), query: "", selection });
  }
  showPanel("library");
  askFocus(field);
}

export function searchRuns(): void {
  showPanel("library");
  askFocus("search");
}

export function showShelf(shelf: Shelf): void {
  useTable.setState({ shelf, selection: nothingChosen });
  useEmptying.setState({ asking: false });
}

/** The way that suits the column first, then the other one. */
export function sortBy(id: ColumnId): void {
  const { descending } = columns.find((column) => column.id === id)!;
  useTable.setState(({ sort }) => ({
    sort: { column: id, descending: sort.column === id ? !sort.descending : descending },
  }));
}

export function toggleColumn(id: ColumnId): void {
  useTable.setState(({ hidden }) => ({
    hidden: hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id],
  }));
}

export function showAllColumns(): void {
  useTable.setState({ hidden: [], widths: {} });
}

export function askToEmptyBin(): void {
  showPanel("library");
  showShelf("bin");
  useEmptying.setState({ asking: true });
}

/** Below the table: what is written on the chosen runs, and what can be done with them. */
import { useMemo, useRef } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { useEngine } from "../app/engine-store.ts";
import { Changes } from "../compare/Changes.tsx";
import { useDetails } from "../compare/useDetails.ts";
import { addTags, rename, setTags, writeNote } from "./actions.ts";
import { countOf } from "./edits.ts";
import { LabelField } from "./LabelField.tsx";
import type { Names } from "./names.ts";
import { useRows } from "./rows-store.ts";
import { shelfOf } from "./table-rows.ts";

interface Props {
  runs: readonly RunSummary[];
  names: Names;
  /** Back to the rows. */
  onDone(): void;
}

export function Details({ runs, names, onDone }: Props) {
  const [first] = runs;
  if (!first)
    return (
      <p className="library-hint">
        Type to search · <kbd>Enter</kbd> shows a run · <kbd>F2</kbd> names it · <kbd>Delete</kbd> throws it in the bin
        · <kbd>Ctrl</kbd> <kbd>A</kbd> chooses all
      </p>
    );
  const title = runs.length > 1 ? countOf(runs.length) : `Run ${first.id} · ${names.taskTitle(first.task)}`;
  return (
    <section className="library-details" aria-label="Chosen runs" data-chosen={runs.length}>
      <div className="details-bar">
        <h2>{title}</h2>
        <Actions runs={runs} />
      </div>
      {runs.length === 1 ? (
        <OneRun key={first.id} run={first} onDone={onDone} />
      ) : (
        <AddTags runs={runs} onDone={onDone} />
      )}
    </section>
  );
}

function Actions({ runs }: { runs: readonly RunSummary[] }) {
  const first = runs[0]!;
  const one = runs.length === 1;
  const shelf = shelfOf(first);
  // What hinders the commands changes with these.
  useEngine((state) => state.info?.project.readOnly);
  useRows((rows) => rows.chosen);
  if (shelf === "bin") return <CommandTextButton command="library.restore" label="Restore" />;
  return (
    <>
      {one && <CommandTextButton command="library.show" label="Show" />}
      <CommandTextButton command="compare.chosen" label="Compare" />
      {one && <CommandTextButton command="run.again" />}
      <CommandTextButton command="library.star" label={runs.some(({ labels }) => !labels.star) ? "Star" : "Unstar"} />
      {shelf === "archive" ? (
        <CommandTextButton command="library.unarchive" label="Take out of the archive" />
      ) : (
        <CommandTextButton command="library.archive" label="Archive" />
      )}
      <CommandTextButton command="library.delete" label="Delete" />
    </>
  );
}

/** For several runs: what is typed joins the tags that they had when the field was entered, in place of what was typed before. */
function AddTags({ runs, onDone }: Omit<Props, "names">) {
  const entered = useRef({ runs, added: "" });
  const commit = (text: string) => {
    const tags = tagsIn(text);
    if (tags.join("\n") === entered.current.added) return;
    entered.current.added = tags.join("\n");
    addTags(entered.current.runs, tags);
  };
  return (
    <LabelField
      label="Add tags"
      field="tags"
      value=""
      placeholder="paper, figure 2"
      onEnter={() => {
        entered.current = { runs, added: "" };
      }}
      onCommit={commit}
      onDone={onDone}
    />
  );
}

function OneRun({ run, onDone }: Omit<Props, "runs" | "names"> & { run: RunSummary }) {
  const { labels, parent } = run;
  return (
    <div className="details-fields">
      <LabelField
        label="Name"
        value={labels.name}
        field="name"
        onCommit={(text) => rename(run, text)}
        onDone={onDone}
      />
      <LabelField
        label="Tags"
        field="tags"
        value={labels.tags.join(", ")}
        placeholder="paper, figure 2"
        onCommit={(text) => setTags(run, tagsIn(text))}
        onDone={onDone}
      />
      <LabelField
        label="Note"
        field="note"
        value={labels.note}
        long
        onCommit={(text) => writeNote(run, text)}
        onDone={onDone}
      />
      {parent !== null && <ParentOf run={run.id} parent={parent} />}
    </div>
  );
}

/** What the run changed of the one that it was made from. */
function ParentOf({ run, parent }: { run: number; parent: number }) {
  const here = useEngine((state) => state.runs?.some(({ id }) => id === parent) ?? false);
  const details = useDetails(useMemo(() => (here ? [run, parent] : []), [here, run, parent]));
  const [child, origin] = [details.get(run), details.get(parent)];
  return (
    <div className="parent-note">
      <p>
        From run {parent}
        {!here && ", which is gone"}
      </p>
      {child && origin && <Changes from={origin.config} to={child.config} />}
    </div>
  );
}

function tagsIn(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

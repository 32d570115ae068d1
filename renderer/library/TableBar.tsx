/** Above the table: what is searched for, where, and how it is shown. */
import type { RefObject } from "react";
import { Toggle } from "../app/Toggle.tsx";
import { setQuery, showShelf } from "./actions.ts";
import { ColumnsMenu } from "./ColumnsMenu.tsx";
import { EmptyBin } from "./EmptyBin.tsx";
import { useAskedFocus } from "./focus.ts";
import type { Names } from "./names.ts";
import { fieldOf, type SearchField, withField } from "./search.ts";
import { statusChoices } from "./status.tsx";
import { type Shelf, shelves } from "./table-rows.ts";
import { useTable } from "./table-store.ts";

interface Props {
  names: Names;
  searchBox: RefObject<HTMLInputElement | null>;
  /** From the search to the rows. */
  onLeave(): void;
}

const searchHint = "Words, or task: method: status: seed: settings: tag: name: note: is:starred";

export function TableBar({ names, searchBox, onLeave }: Props) {
  const { query, grouped, shelf } = useTable();
  useAskedFocus("search", searchBox);
  return (
    <div className="panel-bar library-bar">
      <input
        ref={searchBox}
        type="search"
        aria-label="Search runs"
        placeholder="Search runs"
        title={searchHint}
        spellCheck={false}
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setQuery("");
          if (event.key !== "ArrowDown" && event.key !== "Enter") return;
          event.preventDefault();
          onLeave();
        }}
      />
      <FieldChoice field="task" label="Task" choices={names.tasks} />
      <FieldChoice field="status" label="Status" choices={statusChoices} />
      <Shelves />
      <span className="spacer" />
      {shelf === "bin" && <EmptyBin />}
      <Toggle
        label="Group seeds"
        title="One row for runs that differ in nothing but their seed: mean ± standard deviation"
        on={grouped}
        onChange={(on) => useTable.setState({ grouped: on })}
      />
      <ColumnsMenu />
    </div>
  );
}

interface ChoiceProps {
  field: SearchField;
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** Writes one field of the search. */
function FieldChoice({ field, label, choices }: ChoiceProps) {
  const query = useTable((table) => table.query);
  return (
    <select
      aria-label={label}
      value={fieldOf(query, field)}
      onChange={({ target }) => setQuery(withField(query, field, target.value))}
    >
      <option value="">{label}: all</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

const shelfTitles: Record<Shelf, string> = { library: "Library", archive: "Archive", bin: "Bin" };

function Shelves() {
  const shelf = useTable((table) => table.shelf);
  return (
    <div className="segments" role="radiogroup" aria-label="Shown runs">
      {shelves.map((one) => (
        <label key={one}>
          <input type="radio" name="shelf" checked={one === shelf} onChange={() => showShelf(one)} />
          {shelfTitles[one]}
        </label>
      ))}
    </div>
  );
}

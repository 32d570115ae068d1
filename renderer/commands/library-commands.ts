/** What can be done with runs in the library, and with the table of them. */
import type { RunSummary } from "../../main/engine/api.ts";
import { showPanel } from "../app/dock-layout.ts";
import { useEngine } from "../app/engine-store.ts";
import {
  archive,
  askToEmptyBin,
  deleteRuns,
  editField,
  openInScene,
  restoreRuns,
  searchRuns,
  setQuery,
  showAllColumns,
  showShelf,
  sortBy,
  toggleColumn,
  toggleStar,
} from "../library/actions.ts";
import { columns } from "../library/columns.ts";
import type { LibraryField } from "../library/focus.ts";
import { runsMeant, theRuns, useRows, wordsFor } from "../library/rows-store.ts";
import { nothingChosen, pickAll } from "../library/selection.ts";
import { type Shelf, shelfOf } from "../library/table-rows.ts";
import { useTable } from "../library/table-store.ts";
import { type Command, firstOf, unless } from "./command.ts";
import { withoutOne, withoutRuns, withoutWriting } from "./hindrances.ts";

type Runs = readonly RunSummary[];
type More = Pick<Command, "shortcuts" | "heardIn" | "keywords">;

/** A command on the runs that are meant, which its title calls `them`. */
function onRuns(
  name: string,
  title: (them: string) => string,
  run: (runs: Runs) => void,
  hindrance: (runs: Runs) => string | null,
  more: More = {},
): Command {
  return {
    id: `library.${name}`,
    title: title("the runs"),
    titleHere: () => title(theRuns(runsMeant())),
    group: "Library",
    ...more,
    about: () => wordsFor(runsMeant()),
    hindrance: () => firstOf(withoutRuns(runsMeant()), hindrance(runsMeant())),
    run: () => run(runsMeant()),
  };
}

/** Writes on runs: what hinders it is a project that is only read, and what `more` finds. */
function onWritable(more: (runs: Runs) => string | null = () => null) {
  return (runs: Runs) => firstOf(withoutWriting(), more(runs));
}

const allOn = (shelf: Shelf, reason: string) => (runs: Runs) =>
  unless(
    runs.every((run) => shelfOf(run) === shelf),
    reason,
  );
const notInBin = (runs: Runs) =>
  unless(
    runs.every((run) => shelfOf(run) !== "bin"),
    "Take it out of the bin first.",
  );
const atRest = (runs: Runs) =>
  unless(
    runs.every(({ status }) => status !== "running"),
    "Cancel the training first.",
  );

const edit = (field: LibraryField) => (runs: Runs) => editField(runs, field);

function onTable(name: string, title: string, run: () => void, more: Partial<Command> = {}): Command {
  return {
    id: `library.${name}`,
    title: `Runs table: ${title}`,
    group: "Library",
    ...more,
    run: () => {
      showPanel("library");
      run();
    },
  };
}

export const libraryCommands: readonly Command[] = [
  onRuns(
    "show",
    () => "Show the run in the scene",
    ([first]) => first && openInScene(first),
    withoutOne,
    {
      keywords: ["open", "watch"],
    },
  ),
  onRuns("star", (them) => `Star ${them}, or take the star away`, toggleStar, onWritable(notInBin), {
    shortcuts: ["Mod+Shift+S"],
    keywords: ["favourite", "mark"],
  }),
  onRuns(
    "rename",
    () => "Rename the run",
    edit("name"),
    onWritable((runs) => firstOf(withoutOne(runs), notInBin(runs))),
    {
      shortcuts: ["F2"],
      keywords: ["name", "title"],
    },
  ),
  onRuns("tag", (them) => `Tag ${them}`, edit("tags"), onWritable(notInBin), { keywords: ["label"] }),
  onRuns(
    "note",
    () => "Write a note on the run",
    edit("note"),
    onWritable((runs) => firstOf(withoutOne(runs), notInBin(runs))),
    {
      keywords: ["comment", "remark"],
    },
  ),
  onRuns(
    "archive",
    (them) => `Archive ${them}`,
    (runs) => archive(runs, true),
    onWritable(allOn("library", "It is not in the library.")),
    {
      keywords: ["put away", "hide"],
    },
  ),
  onRuns(
    "unarchive",
    (them) => `Take ${them} out of the archive`,
    (runs) => archive(runs, false),
    onWritable(allOn("archive", "It is not in the archive.")),
  ),
  onRuns(
    "delete",
    (them) => `Delete ${them}`,
    deleteRuns,
    onWritable((runs) => firstOf(notInBin(runs), atRest(runs))),
    {
      shortcuts: ["Delete", "Backspace"],
      heardIn: ["library", "runs"],
      keywords: ["bin", "remove", "throw away", "trash"],
    },
  ),
  onRuns(
    "restore",
    (them) => `Restore ${them} from the bin`,
    restoreRuns,
    onWritable(allOn("bin", "It is not in the bin.")),
    {
      keywords: ["undelete", "bring back"],
    },
  ),
  {
    id: "library.emptyBin",
    title: "Empty the bin…",
    group: "Library",
    keywords: ["delete for good", "trash"],
    hindrance: () =>
      firstOf(
        withoutWriting(),
        unless(useEngine.getState().runs?.some((run) => shelfOf(run) === "bin") === true, "The bin is empty."),
      ),
    run: askToEmptyBin,
  },
  {
    id: "library.search",
    title: "Search the runs",
    group: "Library",
    shortcuts: ["Mod+F"],
    keywords: ["find", "filter"],
    run: searchRuns,
  },
  onTable("clearSearch", "clear the search", () => setQuery(""), {
    hindrance: () => unless(useTable.getState().query !== "", "Nothing is searched for."),
  }),
  onTable("group", "group the seeds, or show each run", () =>
    useTable.setState(({ grouped }) => ({ grouped: !grouped })),
  ),
  onTable("shelf.library", "show the library", () => showShelf("library")),
  onTable("shelf.archive", "show the archive", () => showShelf("archive")),
  onTable("shelf.bin", "show the bin", () => showShelf("bin"), { keywords: ["deleted", "trash"] }),
  onTable("chooseAll", "choose all runs", () =>
    useTable.setState(({ selection }) => ({ selection: pickAll(useRows.getState().rows, selection) })),
  ),
  onTable("chooseNone", "choose none", () => useTable.setState({ selection: nothingChosen })),
  onTable("allColumns", "show all columns, usual widths", showAllColumns),
];

/** Two for each column. */
export function columnCommands(): Command[] {
  return columns.flatMap(({ id, title, hint }) => {
    const name = id === "star" ? "Star" : title;
    const sort = onTable(`sort.${id}`, `sort by ${name}`, () => sortBy(id), { keywords: ["order", hint] });
    const show = onTable(`column.${id}`, `show or hide the column ${name}`, () => toggleColumn(id), {
      keywords: [hint],
    });
    // Without its number a row would have no name.
    return id === "run" ? [sort] : [sort, show];
  });
}

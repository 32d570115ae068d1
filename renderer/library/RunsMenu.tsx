import { ContextMenu, type MenuPlace } from "../app/ContextMenu.tsx";
import { useRows, wordsFor } from "./rows-store.ts";

/** In the order in which they are wanted. */
const commands = [
  "library.show",
  "compare.chosen",
  "compare.add",
  "run.again",
  "library.star",
  "library.rename",
  "library.tag",
  "library.note",
  "library.archive",
  "library.unarchive",
  "library.restore",
  "library.delete",
];

/** What can be done with the runs that are chosen in the table. */
export function RunsMenu({ at, onClose }: { at: MenuPlace; onClose(back: boolean): void }) {
  // What hinders the commands changes with them.
  const chosen = useRows((rows) => rows.chosen);
  return <ContextMenu label={`Commands for ${wordsFor(chosen)}`} commands={commands} at={at} onClose={onClose} />;
}

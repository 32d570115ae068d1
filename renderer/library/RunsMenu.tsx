import type { RunSummary } from "../../main/engine/api.ts";
import { ContextMenu, type MenuPlace } from "../app/ContextMenu.tsx";
import { about, wordsFor } from "./rows-store.ts";

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

interface Props {
  runs: readonly RunSummary[];
  at: MenuPlace;
  onClose(back: boolean): void;
}

/** What can be done with runs of the table or of the list. */
export function RunsMenu({ runs, at, onClose }: Props) {
  return (
    <ContextMenu
      label={`Commands for ${wordsFor(runs)}`}
      commands={commands}
      within={(look) => about(runs, look)}
      at={at}
      onClose={onClose}
    />
  );
}

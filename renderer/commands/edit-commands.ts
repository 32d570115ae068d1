import { history, redo, undo } from "../app/history.ts";
import { notify } from "../app/notices.ts";
import { type Command, unless } from "./command.ts";

export const editCommands: readonly Command[] = [
  {
    id: "edit.undo",
    title: "Undo",
    group: "Edit",
    shortcuts: ["Mod+Z"],
    about: () => history.getState().past.at(-1)?.title ?? "",
    hindrance: () => unless(isUndoable(), "There is nothing to undo."),
    run: () => void undo().catch(notify),
  },
  {
    id: "edit.redo",
    title: "Redo",
    group: "Edit",
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    macShortcuts: ["Mod+Shift+Z"],
    about: () => history.getState().future.at(-1)?.title ?? "",
    hindrance: () => unless(history.getState().future.length > 0, "There is nothing to redo."),
    run: () => void redo().catch(notify),
  },
];

function isUndoable(): boolean {
  const { past, underWay } = history.getState();
  return past.length > 0 || underWay > 0;
}

import { history, redo, undo } from "../app/history.ts";
import { notify } from "../app/notices.ts";
import type { Command } from "./command.ts";

export const editCommands: readonly Command[] = [
  {
    id: "edit.undo",
    title: "Undo",
    group: "Edit",
    shortcuts: ["Mod+Z"],
    enabled: () => history.getState().past.length > 0,
    run: () => void undo().catch(notify),
  },
  {
    id: "edit.redo",
    title: "Redo",
    group: "Edit",
    shortcuts: ["Mod+Shift+Z", "Mod+Y"],
    macShortcuts: ["Mod+Shift+Z"],
    enabled: () => history.getState().future.length > 0,
    run: () => void redo().catch(notify),
  },
];

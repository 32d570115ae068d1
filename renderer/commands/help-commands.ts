import { openDialog } from "../app/dialogs.ts";
import { notify } from "../app/notices.ts";
import { copyDiagnostics } from "../help/diagnostics.ts";
import { showHelp } from "../help/help-store.ts";
import type { Command } from "./command.ts";

export const helpCommands: readonly Command[] = [
  {
    id: "help.page",
    title: "Help on the active panel",
    group: "Help",
    shortcuts: ["F1"],
    run: () => showHelp(),
  },
  {
    id: "help.shortcuts",
    title: "Show keyboard shortcuts",
    group: "Help",
    shortcuts: ["?"],
    keywords: ["keys"],
    run: () => openDialog("shortcuts"),
  },
  {
    id: "help.welcome",
    title: "Welcome",
    group: "Help",
    keywords: ["start", "tasks"],
    run: () => openDialog("welcome"),
  },
  {
    id: "help.log",
    title: "Show the log",
    group: "Help",
    shortcuts: ["Mod+Shift+J"],
    keywords: ["messages", "errors"],
    run: () => openDialog("log"),
  },
  {
    id: "help.diagnostics",
    title: "Copy diagnostics",
    group: "Help",
    keywords: ["versions", "report a bug"],
    run: () => void copyDiagnostics().catch(notify),
  },
];

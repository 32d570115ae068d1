/** Which dialog is open; at most one is. */
import { create } from "zustand";

export type DialogName =
  | "palette"
  | "shortcuts"
  | "settings"
  | "layouts"
  | "presets"
  | "log"
  | "help"
  | "welcome"
  | "projects"
  | "project"
  | "queue"
  | "export";

interface DialogState {
  open: DialogName | null;
  /** Its element: while it is there, nothing outside of it can be used. */
  element: HTMLDialogElement | null;
}

export const useDialog = create<DialogState>(() => ({ open: null, element: null }));

export function openDialog(open: DialogName): void {
  useDialog.setState({ open });
}

export function closeDialog(): void {
  useDialog.setState({ open: null });
}

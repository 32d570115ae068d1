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

export const useDialog = create<{ open: DialogName | null }>(() => ({ open: null }));

export function openDialog(open: DialogName): void {
  useDialog.setState({ open });
}

export function closeDialog(): void {
  useDialog.setState({ open: null });
}

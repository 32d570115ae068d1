/** Which page of the help is open. */
import { create } from "zustand";
import { openDialog } from "../app/dialogs.ts";
import { activePanel } from "../app/dock-layout.ts";
import { type PanelName, panels } from "../app/panels.ts";

export const useHelp = create<{ page: PanelName }>(() => ({ page: "scene" }));

/** Opens the page of a panel, of the active one by default. */
export function showHelp(page: PanelName = activePanel() ?? "scene"): void {
  useHelp.setState({ page: page in panels ? page : "scene" });
  openDialog("help");
}

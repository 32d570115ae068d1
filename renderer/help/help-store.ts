/** Which page of the help is open. */
import { create } from "zustand";
import { openDialog } from "../app/dialogs.ts";
import { activePanel } from "../app/dock-layout.ts";
import { type Topic, topics } from "./pages.ts";

export const useHelp = create<{ page: Topic }>(() => ({ page: "scene" }));

/** Opens the page of a panel, of the active one by default. */
export function showHelp(page: Topic = activePanel() ?? "scene"): void {
  useHelp.setState({ page: page in topics ? page : "scene" });
  openDialog("help");
}

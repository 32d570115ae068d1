/** The pages of docs/help, one for each panel; each is loaded when it is first opened. */
import type { PanelName } from "../app/panels.ts";

const files = import.meta.glob<string>("../../docs/help/*.md", { query: "?raw", import: "default" });

export async function helpPage(panel: PanelName): Promise<string> {
  const load = files[`../../docs/help/${panel}.md`];
  if (!load) throw new Error(`There is no page docs/help/${panel}.md`);
  return load();
}

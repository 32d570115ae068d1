/** The pages of docs/help, one for each panel and a few more; each is loaded when it is first opened. */
import { panels } from "../app/panels.ts";

/** The panels, and what is larger than one of them. */
export const topics = { ...panels, project: "Project" } as const;
export type Topic = keyof typeof topics;

const files = import.meta.glob<string>("../../docs/help/*.md", { query: "?raw", import: "default" });

export async function helpPage(topic: Topic): Promise<string> {
  const load = files[`../../docs/help/${topic}.md`];
  if (!load) throw new Error(`There is no page docs/help/${topic}.md`);
  return load();
}

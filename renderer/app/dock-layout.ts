/** The arrangement of the panels: the one we propose, and the one a person has made of it, remembered. */
import type { DockviewApi } from "dockview";
import { forget, recall, remember } from "./memory.ts";

const KEY = "layout.1";
const SAVE_AFTER_MS = 300;

export const panels = {
  tasks: "Tasks",
  runs: "Runs",
  scene: "Scene",
  library: "Runs table",
  compare: "Compare",
  costs: "Cost timeline",
  learning: "Learning curve",
  inspector: "New run",
} as const;

export type PanelName = keyof typeof panels;

let current: DockviewApi | null = null;

/** Restores the remembered layout, else proposes one, and remembers every change from now on. */
export function keepLayout(api: DockviewApi): void {
  current = api;
  if (!restore(api)) propose(api);
  let timer: ReturnType<typeof setTimeout> | undefined;
  api.onDidLayoutChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => remember(KEY, api.toJSON()), SAVE_AFTER_MS);
  });
}

/** Brings a panel to the front of its group. */
export function showPanel(name: PanelName): void {
  current?.getPanel(name)?.api.setActive();
}

export function resetLayout(): void {
  if (!current) return;
  forget(KEY);
  current.clear();
  propose(current);
}

function restore(api: DockviewApi): boolean {
  const stored = recall(KEY);
  if (stored === null) return false;
  try {
    api.fromJSON(stored as Parameters<DockviewApi["fromJSON"]>[0]);
    return Object.keys(panels).every((name) => api.getPanel(name));
  } catch {
    // A layout of another version, or one that was tampered with: it is only a layout.
    api.clear();
    return false;
  }
}

function propose(api: DockviewApi): void {
  api.clear();
  const { width, height } = api;
  const add = (name: PanelName, position: object = {}) =>
    api.addPanel({ id: name, component: name, title: panels[name], renderer: "always", ...position });
  const right = Math.min(320, Math.max(312, width * 0.18));
  const left = Math.min(300, Math.max(232, width * 0.16));
  const below = Math.min(340, Math.max(216, height * 0.34));
  // In reading order, which is then the order of the Tab key, too.
  const tasks = add("tasks");
  const runs = add("runs", { position: { referencePanel: "tasks", direction: "below" } });
  const scene = add("scene", { position: { direction: "right" } });
  add("library", { position: { referencePanel: "scene", direction: "within" }, inactive: true });
  add("compare", { position: { referencePanel: "scene", direction: "within" }, inactive: true });
  const costs = add("costs", { position: { referencePanel: "scene", direction: "below" } });
  const learning = add("learning", { position: { referencePanel: "costs", direction: "right" } });
  const inspector = add("inspector", { position: { direction: "right" } });
  inspector.api.setSize({ width: right });
  tasks.api.setSize({ width: left });
  inspector.api.setSize({ width: right });
  runs.api.setSize({ height: height * 0.78 });
  costs.api.setSize({ height: below });
  learning.api.setSize({ width: (width - left - right) * 0.42 });
  scene.api.setActive();
}

/** Layouts that come with the program. Each adds the panels in reading order, which is then the Tab key's, too. */
import type { DockviewApi } from "dockview";
import { type PanelName, panels } from "./panels.ts";

/** Five tasks and the title above them [px]. */
const TASKS_HEIGHT = 176;
/** What the columns beside the scene need, however narrow the window becomes [px]. */
const NARROWEST = { tasks: 232, inspector: 312 };

interface Shares {
  /** Widths of the columns beside the scene, and the height of the charts below it [px]. */
  left: number;
  right: number;
  below: number;
  /** Share of the charts' width that the learning curve has. */
  learning: number;
}

export const proposals = {
  Standard: (api: DockviewApi) =>
    arrange(api, {
      left: clamp(api.width * 0.16, 232, 300),
      right: clamp(api.width * 0.18, 312, 320),
      below: clamp(api.height * 0.34, 216, 340),
      learning: 0.42,
    }),
  "Large scene": (api: DockviewApi) => arrange(api, { left: 232, right: 312, below: 160, learning: 0.35 }),
  "Large charts": (api: DockviewApi) =>
    arrange(api, {
      left: clamp(api.width * 0.14, 232, 280),
      right: 312,
      below: api.height * 0.58,
      learning: 0.5,
    }),
} satisfies Record<string, (api: DockviewApi) => void>;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function arrange(api: DockviewApi, { left, right, below, learning: share }: Shares): void {
  api.clear();
  const { width, height } = api;
  const add = (name: PanelName, position: object = {}) =>
    api.addPanel({ id: name, component: name, title: panels[name], renderer: "always", ...position });
  const tasks = add("tasks", { minimumHeight: TASKS_HEIGHT, minimumWidth: NARROWEST.tasks });
  const runs = add("runs", { position: { referencePanel: "tasks", direction: "below" } });
  const scene = add("scene", { position: { direction: "right" } });
  add("library", { position: { referencePanel: "scene", direction: "within" }, inactive: true });
  add("compare", { position: { referencePanel: "scene", direction: "within" }, inactive: true });
  const costs = add("costs", { position: { referencePanel: "scene", direction: "below" } });
  const learning = add("learning", { position: { referencePanel: "costs", direction: "right" } });
  add("policy", { position: { referencePanel: "learning", direction: "within" }, inactive: true });
  const inspector = add("inspector", { position: { direction: "right" }, minimumWidth: NARROWEST.inspector });
  inspector.api.setSize({ width: right });
  tasks.api.setSize({ width: left });
  inspector.api.setSize({ width: right });
  tasks.api.setSize({ width: left });
  runs.api.setSize({ height: height - TASKS_HEIGHT });
  costs.api.setSize({ height: below });
  learning.api.setSize({ width: (width - left - right) * share });
  scene.api.setActive();
}

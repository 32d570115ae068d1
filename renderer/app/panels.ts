/** The panels of the dock, by name, with their titles. */
export const panels = {
  tasks: "Tasks",
  runs: "Runs",
  scene: "Scene",
  library: "Runs table",
  compare: "Compare",
  costs: "Timelines",
  learning: "Learning curve",
  inspector: "New run",
  policy: "Conditions and policy",
} as const;

export type PanelName = keyof typeof panels;

/** The scenes that are drawn in the window, for commands that turn cameras or take pictures. */
import { createStore } from "zustand/vanilla";
import { activePanel } from "../app/dock-layout.ts";
import type { PanelName } from "../app/panels.ts";
import type { Stage } from "./babylon/stage.ts";

interface Drawn {
  stage: Stage;
  canvas: HTMLCanvasElement;
  /** Those whose cameras move with it, itself among them. */
  group: ReadonlySet<Stage>;
}

export const stages = createStore<{ drawn: readonly Drawn[] }>(() => ({ drawn: [] }));

/** Returns what takes it out again. */
export function addStage(scene: Drawn): () => void {
  stages.setState(({ drawn }) => ({ drawn: [...drawn, scene] }));
  return () => stages.setState(({ drawn }) => ({ drawn: drawn.filter((other) => other !== scene) }));
}

/** The scene of a panel; null where there is none, or not yet. */
export function stageIn(panel: PanelName): Stage | null {
  return stages.getState().drawn.find(({ canvas }) => panelOf(canvas) === panel)?.stage ?? null;
}

/** The scenes that a camera command is about: those of the active panel, else those on the screen. */
export function stagesInFront(): readonly Stage[] {
  const seen = stages.getState().drawn.filter(({ canvas }) => canvas.checkVisibility());
  if (seen.length === 0) return [];
  const active = activePanel();
  const front = seen.find(({ canvas }) => panelOf(canvas) === active) ?? seen[0]!;
  return [...front.group];
}

function panelOf(canvas: HTMLCanvasElement): string | undefined {
  return canvas.closest<HTMLElement>("[data-panel]")?.dataset.panel;
}

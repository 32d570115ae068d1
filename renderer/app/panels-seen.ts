/** Which panels are on the screen, and which behind another: those need not be drawn, nor follow what changes. */
import { useRef } from "react";
import { create } from "zustand";
import type { PanelName } from "./panels.ts";

/** As the dock tells it; a panel that it has not told of is seen. */
export const usePanelsSeen = create<Partial<Record<PanelName, boolean>>>(() => ({}));

/** Tells whether the panel that an element is in is seen, now and whenever that changes. Returns what stops it. */
export function watchSeen(element: Element, tell: (seen: boolean) => void): () => void {
  const panel = element.closest<HTMLElement>("[data-panel]")?.dataset.panel as PanelName | undefined;
  const seenIn = (panels: ReturnType<typeof usePanelsSeen.getState>) => (panel && panels[panel]) ?? true;
  tell(seenIn(usePanelsSeen.getState()));
  return usePanelsSeen.subscribe((panels, before) => {
    if (seenIn(panels) !== seenIn(before)) tell(seenIn(panels));
  });
}

/** The value while the panel is seen; behind another the last one, unless there was none yet. */
export function useWhileSeen<T>(panel: PanelName, value: T | null): T | null {
  const seen = usePanelsSeen((panels) => panels[panel] ?? true);
  const kept = useRef(value);
  if (seen || kept.current === null) kept.current = value;
  return kept.current;
}

/** The settings of this machine as the engine has them, and what of them the window does at once. */
import { create } from "zustand";
import type { Settings } from "../../main/engine/api.ts";
import { desktop } from "../client/desktop.ts";
import { chooseTheme } from "../theme/theme.ts";

/** null until they were read. */
export const useSettings = create<{ settings: Settings | null }>(() => ({ settings: null }));

/** Takes in what the engine has. */
export function applySettings(settings: Settings): void {
  useSettings.setState({ settings });
  chooseTheme(settings.theme);
  document.documentElement.dataset.motion = settings.motion;
  void desktop?.setZoom(settings.zoom);
}

export const ZOOMS = [0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** The zoom so many places from the present one. */
export function nextZoom(places: number): number {
  const zoom = useSettings.getState().settings?.zoom ?? 1;
  const at = ZOOMS.findIndex((known) => known >= zoom - 1e-6);
  return ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, (at < 0 ? ZOOMS.length - 1 : at) + places))] ?? 1;
}

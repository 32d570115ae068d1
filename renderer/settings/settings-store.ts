/** The settings of this machine as the engine has them; null until they were read. */
import { create } from "zustand";
import type { Settings } from "../../main/engine/api.ts";

export const useSettings = create<{ settings: Settings | null }>(() => ({ settings: null }));

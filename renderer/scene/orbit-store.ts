/** Where the camera is, for what is drawn beside the scene. */
import { create } from "zustand";
import type { Orbit } from "./orbit.ts";

export const useOrbit = create<{ orbit: Orbit | null }>(() => ({ orbit: null }));

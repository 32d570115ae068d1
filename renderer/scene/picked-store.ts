/** The body that a person has picked, whose quantities are drawn over time; null for none. */
import { create } from "zustand";

export const usePicked = create<{ body: string | null }>(() => ({ body: null }));

/** A new run that is made from another: its settings to begin with, and where they are from. */
import { create } from "zustand";
import type { RunConfig } from "../../main/engine/api.ts";
import { useView } from "../app/view-store.ts";
import { type FormValues, valuesOf } from "./form-fields.ts";

interface Draft {
  /** null for a new run of its own. */
  parent: number | null;
  /** What the form starts from; another object for each time that it should. */
  values: FormValues;
}

export const useDraft = create<Draft>(() => ({ parent: null, values: {} }));

/** Puts the settings of a run into the form. */
export function startDraft(parent: number, config: RunConfig): void {
  useView.setState({ task: config.task });
  useDraft.setState({ parent, values: valuesOf(config) });
}

/** The form goes on with what it holds, as a run of its own. */
export function forgetParent(): void {
  useDraft.setState({ parent: null });
}

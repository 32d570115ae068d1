/** The arrangement of the panels: those we propose, those that a person has saved, and the one that is shown now. */
import type { DockviewApi } from "dockview";
import { create } from "zustand";
import { record } from "./history.ts";
import { proposals } from "./layout-proposals.ts";
import { groupSizes, type Layout, layoutFor, narrowed } from "./layout-sizes.ts";
import { recall, remember } from "./memory.ts";
import { onLeaving } from "./on-leaving.ts";
import { type PanelName, panels } from "./panels.ts";

const SHOWN_KEY = "layout.2";
const SAVED_KEY = "layouts.2";
const SAVE_AFTER_MS = 300;
/** Of a group of radio buttons the keyboard comes to the chosen one. */
const FOCUSABLE = "[tabindex='0'], button, input:not([type=radio]), input:checked, select, summary";

interface Layouts {
  /** By the names that a person gave them. */
  saved: Record<string, Layout>;
}

export const useLayouts = create<Layouts>(() => ({ saved: (recall(SAVED_KEY) ?? {}) as Layouts["saved"] }));
useLayouts.subscribe(({ saved }) => remember(SAVED_KEY, saved));

let dock: DockviewApi | null = null;
/** As it was when it was last looked at. */
let shown: Layout;
/** As a person has last arranged it, in the window of that time: what another size of the window begins from. */
let arranged: Layout;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether the panels still take their places after a change that is recorded already. */
let settling = false;

/** Restores the remembered layout, else proposes one, and remembers every change from now on. */
export function keepLayout(api: DockviewApi): void {
  dock = api;
  if (!restore(api)) proposals.Standard(api);
  shown = api.toJSON();
  arranged = shown;
  api.onDidLayoutChange(lookSoon);
  onLeaving(takeIn);
}

function lookSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(takeIn, SAVE_AFTER_MS);
}

/** Arranges the panels as one of the proposals has them. */
export function proposeLayout(name: keyof typeof proposals = "Standard"): void {
  changeLayout((api) => proposals[name](api));
}

export function applyLayout(name: string): void {
  const layout = useLayouts.getState().saved[name];
  if (layout) changeLayout(() => show(layout));
}

/** Keeps the layout that is shown under a name; one that had the name before is replaced. */
export function saveLayout(name: string): void {
  if (!dock) return;
  changeSaved(`saving of the layout ${name}`, { ...useLayouts.getState().saved, [name]: dock.toJSON() });
}

export function deleteLayout(name: string): void {
  const { [name]: _, ...others } = useLayouts.getState().saved;
  changeSaved(`removal of the layout ${name}`, others);
}

/** Brings a panel to the front of its group. */
export function showPanel(name: PanelName): void {
  dock?.getPanel(name)?.api.setActive();
}

/** Brings a panel to the front and the keyboard into it: into the panel itself where nothing in it takes the keyboard. */
export function focusPanel(name: PanelName): void {
  showPanel(name);
  // One that was behind another takes its place some frames later, and the keyboard until then not.
  if (!takesFocus(name))
    requestAnimationFrame(() => requestAnimationFrame(() => takesFocus(name) || focusItself(boxOf(name))));
}

function boxOf(name: PanelName): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-panel=${name}]`);
}

/** It can take the keyboard from then on, so that a dialog that closes gives it back. */
function focusItself(box: HTMLElement | null): void {
  if (!box) return;
  box.tabIndex = -1;
  box.focus();
}

function takesFocus(name: PanelName): boolean {
  const box = boxOf(name);
  const first = box?.querySelector("[data-panel-focus]") ?? box?.querySelector(FOCUSABLE);
  if (first instanceof HTMLElement) first.focus();
  return box?.contains(document.activeElement) === true;
}

/** The panel that the keyboard is in, else the one that was used last. */
export function activePanel(): PanelName | null {
  const focused = document.activeElement?.closest<HTMLElement>("[data-panel]")?.dataset.panel;
  return (focused ?? dock?.activePanel?.id ?? null) as PanelName | null;
}

/** Gives all of the dock to the active panel, or gives it back. */
export function toggleMaximised(): void {
  const panel = dock?.getPanel(activePanel() ?? "");
  if (!dock) return;
  if (dock.hasMaximizedGroup()) {
    dock.exitMaximizedGroup();
    // The window may have another size by now.
    setSizes(dock, layoutFor(arranged, dock.width, dock.height));
  } else if (panel) dock.maximizeGroup(panel);
}

/** Gives the dock another size; what is looked at takes the difference. */
export function resizeDock(width: number, height: number): void {
  if (!dock || width === 0 || height === 0) return;
  dock.layout(width, height);
  if (!dock.hasMaximizedGroup()) setSizes(dock, layoutFor(arranged, width, height));
}

/** From the first to the last, so that each takes its room from those which have not got theirs. */
function setSizes(api: DockviewApi, layout: Layout): void {
  for (const { id, width, height } of groupSizes(layout)) api.getGroup(id)?.api.setSize({ width, height });
}

function restore(api: DockviewApi): boolean {
  const stored = recall(SHOWN_KEY);
  if (stored === null) return false;
  try {
    api.fromJSON(layoutFor(narrowed(stored as Layout), api.width, api.height));
    return Object.keys(panels).every((name) => api.getPanel(name));
  } catch {
    // A layout of another version, or one that was tampered with: it is only a layout.
    api.clear();
    return false;
  }
}

function show(layout: Layout): void {
  dock?.fromJSON(layoutFor(layout, dock.width, dock.height), { reuseExistingPanels: true });
}

/** What a person has done to the layout is an edit; what the size of the window has is none. */
function takeIn(): void {
  if (!dock || dock.hasMaximizedGroup()) return;
  const before = shown;
  const after = dock.toJSON();
  shown = after;
  remember(SHOWN_KEY, after);
  const settled = settling;
  settling = false;
  const resized = before.grid.width !== after.grid.width || before.grid.height !== after.grid.height;
  if (resized || arrangement(before) === arrangement(after)) return;
  arranged = after;
  if (!settled) recordChange(before, after);
}

function changeLayout(change: (api: DockviewApi) => void): void {
  if (!dock) return;
  const before = dock.toJSON();
  change(dock);
  shown = dock.toJSON();
  arranged = shown;
  settling = true;
  lookSoon();
  if (arrangement(before) !== arrangement(shown)) recordChange(before, shown);
}

function recordChange(before: Layout, after: Layout): void {
  const go = (layout: Layout) => changeLayout(() => show(layout));
  record({ title: "change of the layout", undo: () => go(before), redo: () => go(after) });
}

function changeSaved(title: string, saved: Layouts["saved"]): void {
  const before = useLayouts.getState().saved;
  useLayouts.setState({ saved });
  record({ title, undo: () => useLayouts.setState({ saved: before }), redo: () => useLayouts.setState({ saved }) });
}

/** A layout without what changes when somebody only looks at another panel. */
function arrangement(layout: Layout): string {
  return JSON.stringify(layout, (key, value) => (key === "activeGroup" || key === "activeView" ? undefined : value));
}

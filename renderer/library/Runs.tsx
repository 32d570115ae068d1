import { useCallback, useMemo, useRef, useState } from "react";
import type { RunSummary } from "../../main/engine/api.ts";
import type { MenuPlace } from "../app/ContextMenu.tsx";
import { useEngine } from "../app/engine-store.ts";
import { usePanelsSeen } from "../app/panels-seen.ts";
import { selectRun } from "../app/session.ts";
import { useView } from "../app/view-store.ts";
import { Listbox } from "./Listbox.tsx";
import { listed } from "./move-on.ts";
import { RunRow } from "./RunRow.tsx";
import { RunsMenu } from "./RunsMenu.tsx";
import { UndoNote } from "./UndoNote.tsx";
import { useNames, useNamesAmong } from "./useNames.ts";
import { useNow } from "./useNow.ts";

const AGE_CHANGES_MS = 30_000;

/** Of the others the name is said. */
const USUAL_METHOD = "trajectory";

const none: RunSummary[] = [];
const idOf = ({ id }: RunSummary) => String(id);
const select = ({ id }: RunSummary) => void selectRun(id);

/** Of a row, and of one that says its settings, too [px]. */
const [ROW_HEIGHT, HIGH_ROW] = [44, 60];

/** The runs of the project that are neither archived nor in the bin, newest first. */
export function Runs() {
  const all = useEngine((state) => state.runs);
  const runs = useMemo(() => all && listed(all), [all]);
  const names = useNamesAmong(useNames(), runs ?? none);
  const selected = useView((view) => view.run);
  const now = useNow(AGE_CHANGES_MS);
  const settings = useCallback(
    (run: RunSummary) =>
      [run.method !== USUAL_METHOD && names.methodTitle(run.method), names.differences(run)]
        .filter(Boolean)
        .join(" · "),
    [names],
  );
  const heightOf = useCallback((run: RunSummary) => (settings(run) === "" ? ROW_HEIGHT : HIGH_ROW), [settings]);
  const row = useCallback(
    (run: RunSummary) => <RunRow run={run} task={names.task(run.task)} settings={settings(run)} now={now} />,
    [names, settings, now],
  );
  const [menu, setMenu] = useState<{ run: number; at: MenuPlace } | null>(null);
  const meant = useMemo(() => runs?.filter(({ id }) => id === menu?.run) ?? none, [runs, menu]);
  const openMenu = useCallback(({ id }: RunSummary, at: MenuPlace) => setMenu({ run: id, at }), []);
  // The table says itself what was done last.
  const tableSeen = usePanelsSeen(({ library }) => library === true);
  const list = useRef<HTMLElement>(null);
  const closeMenu = (back: boolean) => {
    setMenu(null);
    if (back) list.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
  };
  return (
    <section ref={list} aria-label="Runs" className="list-panel" data-testid="runs" data-count={runs?.length ?? ""}>
      {runs === null && <p className="quiet">Loading…</p>}
      {runs?.length === 0 && (
        <div className="quiet">
          <p className="empty-title">No runs yet</p>
          <p>Choose a task and press Train. Every run is kept here with its settings and rollouts.</p>
        </div>
      )}
      {runs && runs.length > 0 && (
        <Listbox
          label="Runs"
          heightOf={heightOf}
          items={runs}
          idOf={idOf}
          selected={selected === null ? null : String(selected)}
          onSelect={select}
          onMenu={openMenu}
          render={row}
        />
      )}
      {!tableSeen && <UndoNote />}
      {menu && meant.length > 0 && <RunsMenu runs={meant} at={menu.at} onClose={closeMenu} />}
    </section>
  );
}

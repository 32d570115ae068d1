/** Says what was done last, for a while, with the way back. */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { history } from "../app/history.ts";
import { runCommand } from "../commands/registry.ts";

const SHOWN_MS = 8000;

export function UndoNote() {
  const last = useStore(history, ({ past }) => past.at(-1));
  const [shown, setShown] = useState(last);
  const [seen, setSeen] = useState(last);
  if (seen !== last) {
    setSeen(last);
    // After an undo the edit before is the last one; that is no news.
    setShown(history.getState().future.length > 0 || last?.room !== "library" ? undefined : last);
  }
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div className="undo-note" role="status">
      {shown && (
        <>
          {shown.title}
          <button type="button" className="slim" onClick={() => runCommand("edit.undo")}>
            Undo
          </button>
        </>
      )}
    </div>
  );
}

/** Says what was done last, for a while, with the way back. */
import { useEffect, useState } from "react";
import { undo } from "./actions.ts";
import { useEdits } from "./edits.ts";

const SHOWN_MS = 8000;

export function UndoNote() {
  const last = useEdits((edits) => edits.past.at(-1));
  const [shown, setShown] = useState(last);
  const [seen, setSeen] = useState(last);
  if (seen !== last) {
    setSeen(last);
    // After an undo the edit before is the last one; that is no news.
    setShown(useEdits.getState().future.length > 0 ? undefined : last);
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
          <button type="button" className="slim" onClick={undo}>
            Undo
          </button>
        </>
      )}
    </div>
  );
}

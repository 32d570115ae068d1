/** The way to empty the bin; asked again before anything is lost. */
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { useEngine } from "../app/engine-store.ts";
import { emptyBin, useEmptying } from "./actions.ts";
import { countOf } from "./edits.ts";
import { shelfOf } from "./table-rows.ts";

export function EmptyBin() {
  const count = useEngine((state) => state.runs?.filter((run) => shelfOf(run) === "bin").length ?? 0);
  const asking = useEmptying((state) => state.asking);
  const answer = () => useEmptying.setState({ asking: false });
  if (count === 0) return null;
  if (!asking) return <CommandTextButton command="library.emptyBin" label="Empty bin…" />;
  return (
    <span className="asking" role="alert">
      Delete {countOf(count)} for good?
      <button
        type="button"
        className="slim danger"
        onClick={() => {
          answer();
          emptyBin();
        }}
      >
        Delete
      </button>
      <button type="button" className="slim" onClick={answer}>
        Keep
      </button>
    </span>
  );
}

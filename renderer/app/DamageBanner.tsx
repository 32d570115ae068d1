import { showProject } from "../project/moves.ts";
import { useEngine } from "./engine-store.ts";

/** A store whose structure is damaged is only read until it is repaired. */
export function DamageBanner() {
  const damaged = useEngine((state) => (state.info?.project.damage ?? null) !== null);
  if (!damaged) return null;
  return (
    <div className="banner" role="alert" data-damaged>
      The project's store is damaged. What is good of it is shown, and nothing is written until it is repaired.
      <span className="spacer" />
      <button type="button" className="slim" onClick={() => showProject()}>
        Show what is wrong
      </button>
    </div>
  );
}

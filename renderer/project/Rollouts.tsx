import { useId } from "react";
import type { Retention } from "../../main/engine/project-api.ts";
import { useEngine } from "../app/engine-store.ts";
import { formatBytes } from "../app/format.ts";
import { notify } from "../app/notices.ts";
import { applyRetention, changeProject, readSize, useProject } from "./project-store.ts";
import { thinnableOf } from "./shares.ts";

const choices: Record<Retention["rollouts"], string> = {
  all: "all",
  every: "every n-th iteration's",
  "best-and-last": "the best and the last iteration's",
};

/** Which rollouts a run keeps once it has ended. */
export function Rollouts() {
  const { texts, size, busy } = useProject();
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? true);
  const id = useId();
  if (texts === null) return null;
  const { retention } = texts;
  const change = (to: Partial<Retention>) =>
    changeProject({ retention: { ...retention, ...to } }, "change of the rollouts to keep")
      .then(readSize)
      .catch(notify);
  const thinnable = size === null ? 0 : thinnableOf(size);
  return (
    <section className="project-part" aria-label="Rollouts to keep">
      <h3>Rollouts</h3>
      <div className="project-action">
        <label htmlFor={id}>A run that has ended keeps</label>
        <select
          id={id}
          disabled={readOnly}
          value={retention.rollouts}
          onChange={({ target }) => change({ rollouts: target.value as Retention["rollouts"] })}
        >
          {Object.entries(choices).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
        {retention.rollouts === "every" && (
          <Every disabled={readOnly} value={retention.every} onChange={(every) => void change({ every })} />
        )}
      </div>
      {retention.rollouts !== "all" && (
        <div className="project-action">
          <button
            type="button"
            disabled={readOnly || busy !== null || thinnable === 0}
            onClick={() => applyRetention().catch(notify)}
          >
            Thin out now
          </button>
          <span className="settings-note">
            {thinnable === 0
              ? "No run that has ended keeps more."
              : `Frees ${formatBytes(thinnable)} of runs that have ended. What is gone cannot be brought back.`}
          </span>
        </div>
      )}
    </section>
  );
}

function Every({ value, disabled, onChange }: { value: number; disabled: boolean; onChange(value: number): void }) {
  return (
    <label className="project-every">
      n
      <input
        type="number"
        className="number"
        min={1}
        max={10_000}
        disabled={disabled}
        defaultValue={value}
        onChange={({ target }) => target.validity.valid && target.value !== "" && onChange(target.valueAsNumber)}
      />
    </label>
  );
}

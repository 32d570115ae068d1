import { type FormEvent, useId, useState } from "react";
import { Check } from "../app/Check.tsx";
import { closeDialog } from "../app/dialogs.ts";
import { useEngine } from "../app/engine-store.ts";
import { messageOf, notify } from "../app/notices.ts";
import { openProject } from "../app/projects.ts";
import { desktop } from "../client/desktop.ts";
import { type Move, type MoveName, moves, type PathAsked, useMove } from "./moves.ts";
import { busyWith, useProject } from "./project-store.ts";

type Outcome = { done: string; made: string | null } | { failed: string } | null;

/** Moves the project, or runs into it. */
export function MoveForm({ initial, focus }: { initial: MoveName; focus: boolean }) {
  const [name, setName] = useState<MoveName>(initial);
  const id = useId();
  return (
    <section className="project-part" aria-label="Move">
      <div className="project-action">
        <h3>
          <label htmlFor={id}>Move</label>
        </h3>
        <select id={id} value={name} onChange={({ target }) => setName(target.value as MoveName)}>
          {Object.entries(moves).map(([value, { title }]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <Form key={name} move={moves[name]} focus={focus} />
    </section>
  );
}

function Form({ move, focus }: { move: Move; focus: boolean }) {
  const folder = useEngine((state) => state.info?.project.folder ?? "");
  const busy = useProject((state) => state.busy !== null);
  const dropped = useMove((state) => state.file);
  const [paths, setPaths] = useState(() => move.paths.map(({ initial }) => initial(folder, dropped)));
  const [rollouts, setRollouts] = useState(true);
  const [replace, setReplace] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setOutcome(null);
    try {
      setOutcome(await busyWith(`${move.title}…`, () => move.run({ paths, rollouts, replace })));
    } catch (error) {
      setOutcome({ failed: messageOf(error) });
    }
  };
  return (
    <form className="move" onSubmit={submit}>
      <p className="settings-note">{move.note}</p>
      {move.paths.map((asked, i) => (
        <PathField
          key={asked.label}
          asked={asked}
          value={paths[i] ?? ""}
          focus={focus && i === 0}
          onChange={(path, chosen) => {
            setPaths(paths.with(i, path));
            // The system's own dialog has asked.
            if (chosen) setReplace(true);
          }}
        />
      ))}
      <div className="project-action">
        {move.rollouts && <Check label="With rollouts" on={rollouts} onChange={setRollouts} />}
        {move.replace && <Check label="Replace a file that is there" on={replace} onChange={setReplace} />}
        <span className="spacer" />
        <button type="submit" disabled={busy || paths.some((path) => path.trim() === "")}>
          {move.button}
        </button>
      </div>
      <Result outcome={outcome} />
    </form>
  );
}

interface PathProps {
  asked: PathAsked;
  value: string;
  focus: boolean;
  onChange(path: string, chosen: boolean): void;
}

/** A path from the root of the file system; on the desktop it can be looked for. */
function PathField({ asked: { label, kind }, value, focus, onChange }: PathProps) {
  const id = useId();
  const choose = async () => {
    const path = await desktop?.choosePath(kind, value);
    if (path) onChange(path, true);
  };
  return (
    <div className="move-path">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        spellCheck={false}
        autoComplete="off"
        data-autofocus={focus || undefined}
        onChange={({ target }) => onChange(target.value, false)}
      />
      {desktop !== null && (
        <button type="button" aria-label={`Choose ${label.toLowerCase()}`} onClick={() => choose().catch(notify)}>
          Choose…
        </button>
      )}
    </div>
  );
}

function Result({ outcome }: { outcome: Outcome }) {
  if (outcome === null) return null;
  if ("failed" in outcome)
    return (
      <p className="field-error selectable" role="alert">
        {outcome.failed}
      </p>
    );
  const { done, made } = outcome;
  const open = (folder: string) => {
    closeDialog();
    openProject(folder).catch(notify);
  };
  return (
    <div className="project-action" role="status" data-testid="moved">
      <span className="selectable">{done}</span>
      {made !== null && desktop !== null && (
        <button type="button" onClick={() => open(made)}>
          Open it
        </button>
      )}
    </div>
  );
}

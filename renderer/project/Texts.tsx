import { useEffect, useId, useRef, useState } from "react";
import { useEngine } from "../app/engine-store.ts";
import { messageOf } from "../app/notices.ts";
import { useOnLeaving } from "../app/on-leaving.ts";
import { changeProject, useProject } from "./project-store.ts";

/** After the last letter [ms]: with the disk's own time well within the second that is promised. */
const PAUSE = 300;

/** Name and notes; what is typed is kept after a moment, and when the field is left. */
export function Texts() {
  const folder = useEngine((state) => state.info?.project.folder);
  return (
    <section className="project-part" aria-label="Name and notes">
      <KeptText name="name" title="Name" />
      <KeptText name="notes" title="Notes" />
      <p className="settings-note selectable">{folder}</p>
    </section>
  );
}

function KeptText({ name, title }: { name: "name" | "notes"; title: string }) {
  const kept = useProject((state) => state.texts?.[name] ?? "");
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? true);
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();
  const id = useId();
  const latest = useRef(typed);
  latest.current = typed;
  const keep = useRef(() => {
    const text = latest.current;
    latest.current = null;
    if (text === null) return;
    if (name === "name" && text.trim() === "") return setFailure("A project has a name.");
    const change = name === "name" ? { name: text.trim() } : { notes: text };
    changeProject(change, `change of the project's ${name}`).then(
      () => setTyped((now) => (now === text ? null : now)),
      (error: unknown) => setFailure(messageOf(error)),
    );
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(keep.current, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  // A dialog that closes keeps what was typed last.
  useEffect(() => () => keep.current(), []);
  useOnLeaving(keep.current);
  const shared = {
    id,
    value: typed ?? kept,
    disabled: readOnly,
    "aria-invalid": failure !== undefined,
    onBlur: () => keep.current(),
  };
  const change = (text: string) => {
    setFailure(undefined);
    setTyped(text);
  };
  return (
    <div className="project-text">
      <label htmlFor={id}>{title}</label>
      {name === "name" ? (
        <input {...shared} maxLength={200} autoComplete="off" onChange={({ target }) => change(target.value)} />
      ) : (
        <textarea {...shared} rows={3} maxLength={100_000} onChange={({ target }) => change(target.value)} />
      )}
      {failure && (
        <p className="field-error" role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}

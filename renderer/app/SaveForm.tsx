/** What is shown now, kept under a name. */
import { type FormEvent, useState } from "react";
import { notify } from "./notices.ts";

interface Props {
  /** Of the field: "Name of the layout". */
  label: string;
  /** What is kept, in the empty field. */
  placeholder: string;
  maxLength: number;
  /** One of these is replaced. */
  names: readonly string[];
  /** What hinders keeping it under the name, which is empty as long as nothing is typed; null for nothing. */
  hindrance(name: string): string | null;
  /** Said where nothing hinders. */
  note: string;
  /** The field is emptied when it is kept; a rejection is told. */
  save(name: string): unknown;
}

export function SaveForm({ label, placeholder, maxLength, names, hindrance, note, save }: Props) {
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const hindered = hindrance(name);
  const ready = name !== "" && hindered === null;
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    try {
      await save(name);
      setTyped("");
    } catch (error) {
      notify(error);
    }
  };
  return (
    <form className="save-form" onSubmit={(event) => void keep(event)}>
      <input
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <button type="submit" disabled={!ready}>
        {names.includes(name) ? "Replace" : "Save"}
      </button>
      <p className="settings-note" role="status">
        {hindered ?? note}
      </p>
    </form>
  );
}

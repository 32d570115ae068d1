/** A text on a run: what is typed is kept half a second after the last letter, and when the field is left. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useOnLeaving } from "../app/on-leaving.ts";
import { type LibraryField, useAskedFocus } from "./focus.ts";

/** After the last letter [ms]; a second is promised. */
const KEEP_AFTER_MS = 500;

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  /** Several lines. */
  long?: boolean;
  /** By which commands ask for it. */
  field: LibraryField;
  /** Somebody begins to type. */
  onEnter?(): void;
  onCommit(text: string): void;
  /** Enter and Escape, which takes back what was typed since the field was entered. */
  onDone(): void;
}

export function LabelField({ label, value, placeholder, long = false, field, onEnter, onCommit, onDone }: Props) {
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  useAskedFocus(field, long ? lines : line);
  const [typed, setTyped] = useState<string | null>(null);
  const before = useRef(value);
  const commit = useRef(onCommit);
  commit.current = onCommit;
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => commit.current(typed), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const latest = useRef(typed);
  latest.current = typed;
  const keep = useRef(() => {
    if (latest.current !== null) commit.current(latest.current);
  });
  // A field may go without having been left.
  useEffect(() => () => keep.current(), []);
  useOnLeaving(keep.current);
  const leave = (text: string | null) => {
    // Whoever is done leaves the field, too, and that keeps nothing once more.
    latest.current = null;
    if (text !== null) commit.current(text);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") leave(typed === null ? null : before.current);
    else if (event.key === "Enter" && !(long && event.shiftKey)) leave(typed);
    else return;
    event.preventDefault();
    onDone();
  };
  const shared = {
    id,
    value: typed ?? value,
    placeholder,
    spellCheck: long,
    onFocus: () => {
      before.current = value;
      onEnter?.();
    },
    onChange: ({ target }: { target: { value: string } }) => setTyped(target.value),
    onBlur: () => leave(latest.current),
    onKeyDown,
  };
  return (
    <div className={`label-field ${long ? "long" : ""}`}>
      <label htmlFor={id}>{label}</label>
      {long ? <textarea ref={lines} {...shared} rows={2} /> : <input ref={line} autoComplete="off" {...shared} />}
    </div>
  );
}

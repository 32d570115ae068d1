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
  /** Kept only when the field is left: half a tag is another one. */
  whole?: boolean;
  /** By which commands ask for it. */
  field: LibraryField;
  onCommit(text: string): void;
  /** Enter and Escape, which takes back what was typed since the field was entered. */
  onDone(): void;
}

export function LabelField({ label, value, placeholder, long = false, whole = false, field, onCommit, onDone }: Props) {
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  useAskedFocus(field, long ? lines : line);
  const [typed, setTyped] = useState<string | null>(null);
  const before = useRef(value);
  const commit = useRef(onCommit);
  commit.current = onCommit;
  useEffect(() => {
    if (typed === null || whole) return;
    const timer = setTimeout(() => commit.current(typed), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, whole]);
  useOnLeaving(() => typed !== null && commit.current(typed));
  const leave = (text: string | null) => {
    if (text !== null) commit.current(text);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") leave(!whole && typed !== null ? before.current : null);
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
    },
    onChange: ({ target }: { target: { value: string } }) => setTyped(target.value),
    onBlur: () => leave(typed),
    onKeyDown,
  };
  return (
    <div className={`label-field ${long ? "long" : ""}`}>
      <label htmlFor={id}>{label}</label>
      {long ? <textarea ref={lines} {...shared} rows={2} /> : <input ref={line} autoComplete="off" {...shared} />}
    </div>
  );
}

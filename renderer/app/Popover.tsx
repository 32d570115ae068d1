/** A button that opens a small panel of choices below or above it; Escape and a click elsewhere close it. */
import { type ReactNode, type ToggleEvent, useId, useRef } from "react";
import { Icon } from "./icons.tsx";

interface Props {
  label: string;
  /** Behind the label on the button. */
  note?: string;
  title?: string;
  children: ReactNode;
}

const GAP = 4;

export function Popover({ label, note, title, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const place = ({ newState, currentTarget: panel }: ToggleEvent<HTMLFieldSetElement>) => {
    if (newState !== "open") return;
    const anchor = (button.current as HTMLButtonElement).getBoundingClientRect();
    const { width, height } = panel.getBoundingClientRect();
    const below = anchor.bottom + GAP + height <= innerHeight;
    panel.style.left = `${Math.max(GAP, Math.min(anchor.left, innerWidth - width - GAP))}px`;
    panel.style.top = `${below ? anchor.bottom + GAP : Math.max(GAP, anchor.top - GAP - height)}px`;
  };
  return (
    <>
      <button ref={button} type="button" className="toggle" title={title} popoverTarget={id}>
        {note === undefined ? label : `${label} ${note}`}
        <Icon name="down" />
      </button>
      <fieldset id={id} popover="auto" className="popover" aria-label={label} onToggle={place}>
        {children}
      </fieldset>
    </>
  );
}

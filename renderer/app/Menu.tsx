/** A button with a small panel below it that closes when the focus leaves it, and with Escape. */
import { type ReactNode, useId, useRef, useState } from "react";
import { Icon } from "./icons.tsx";

interface Props {
  label: string;
  title?: string;
  children: ReactNode;
}

export function Menu({ label, title, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only sees what happens within it
    <div
      className="menu"
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className="slim menu-button"
        title={title}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {label}
        <Icon name="down" />
      </button>
      {open && (
        // Takes the focus, so that a press on its ground does not count as leaving it.
        <div id={panel} className="menu-panel" tabIndex={-1}>
          {children}
        </div>
      )}
    </div>
  );
}

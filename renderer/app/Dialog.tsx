import { type ReactNode, useEffect, useId, useRef } from "react";
import { Boundary } from "./Boundary.tsx";
import { closeDialog, type DialogName, useDialog } from "./dialogs.ts";
import { IconButton } from "./IconButton.tsx";

interface Props {
  name: DialogName;
  title: string;
  /** Stands beside the title, before the button that closes. */
  actions?: ReactNode;
  className?: string;
  /** The title is for screen readers only. */
  bare?: boolean;
  children: ReactNode;
}

/** A dialog over the window; its content exists only while it is open. */
export function Dialog({ name, children, ...rest }: Props) {
  const open = useDialog((state) => state.open === name);
  return open ? <Open {...rest}>{children}</Open> : null;
}

function Open({ title, actions, className = "", bare = false, children }: Omit<Props, "name">) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    useDialog.setState({ element: dialog.current });
    dialog.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    // Where the keyboard was, it goes on.
    return () => {
      useDialog.setState({ element: null });
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the Escape key closes a dialog by itself
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={heading}
      onClose={closeDialog}
      onClick={(event) => event.target === dialog.current && closeDialog()}
    >
      <div className="dialog-body">
        <header className={bare ? "visually-hidden" : "dialog-head"}>
          <h2 id={heading}>{title}</h2>
          {!bare && actions}
          {!bare && <IconButton icon="close" label="Close" onClick={closeDialog} />}
        </header>
        <Boundary what={`“${title}”`}>{children}</Boundary>
      </div>
    </dialog>
  );
}

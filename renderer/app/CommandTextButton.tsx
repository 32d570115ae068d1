import type { ReactNode } from "react";
import { commandNamed, hindranceOf, runCommand, shownShortcut, titleHere } from "../commands/registry.ts";

interface Props {
  command: string;
  /** In place of the command's title, where what stands around says the rest. */
  label?: ReactNode;
  className?: string;
}

/** A command as a button with words: its title is the tooltip with its keys, or what hinders it now. */
export function CommandTextButton({ command: id, label, className = "slim" }: Props) {
  const command = commandNamed(id);
  const title = command?.title ?? id;
  const hindrance = command ? hindranceOf(command) : null;
  const shortcut = shownShortcut(id);
  const meant = command ? titleHere(command) : id;
  const hint = shortcut === null ? meant : `${meant} (${shortcut})`;
  return (
    <button
      type="button"
      className={className}
      title={hindrance ?? (shortcut === null && label === undefined ? undefined : hint)}
      disabled={hindrance !== null}
      onClick={() => runCommand(id)}
    >
      {label ?? title}
    </button>
  );
}

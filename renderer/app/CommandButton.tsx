import type { ButtonHTMLAttributes } from "react";
import { commandNamed, runCommand, shownShortcut } from "../commands/registry.ts";
import { IconButton } from "./IconButton.tsx";
import type { IconName } from "./icons.tsx";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "children" | "onClick"> {
  command: string;
  icon: IconName;
  /** In place of the command's title. */
  label?: string;
}

/** A command as a button: its title is the name, its keys stand in the tooltip. */
export function CommandButton({ command, icon, label, ...rest }: Props) {
  const shortcut = shownShortcut(command);
  return (
    <IconButton
      icon={icon}
      label={label ?? commandNamed(command)?.title ?? command}
      {...(shortcut === null ? {} : { shortcut })}
      onClick={() => runCommand(command)}
      {...rest}
    />
  );
}

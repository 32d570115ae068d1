import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icons.tsx";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label" | "children"> {
  icon: IconName;
  /** Accessible name, and the tooltip with the shortcut behind it. */
  label: string;
  shortcut?: string;
}

export function IconButton({ icon, label, shortcut, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={`icon-button ${className ?? ""}`}
      aria-label={label}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}

/**
 * Commands on what was pressed, as a menu at that place: arrows, Home and End move in it, Escape and a click elsewhere
 * close it.
 */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { commandNamed, isEnabled, runCommand, shownShortcut, titleHere } from "../commands/registry.ts";

/** Where its corner is [px of the window]. */
export interface MenuPlace {
  x: number;
  y: number;
}

interface Props {
  label: string;
  /** Ids; those that would do nothing now are left out. */
  commands: readonly string[];
  /** What they are asked and run in: with other runs in mind, say. */
  within<T>(look: () => T): T;
  at: MenuPlace;
  /** @param back whether the keyboard goes back to where it came from; else it is elsewhere already */
  onClose(back: boolean): void;
}

const MARGIN = 4;

export function ContextMenu({ label, commands, within, at, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const panel = menu.current as HTMLDivElement;
    panel.showPopover();
    const { width, height } = panel.getBoundingClientRect();
    panel.style.left = `${Math.max(MARGIN, Math.min(at.x, innerWidth - width - MARGIN))}px`;
    panel.style.top = `${Math.max(MARGIN, Math.min(at.y, innerHeight - height - MARGIN))}px`;
    itemsOf(panel)[0]?.focus();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // No key of the window is meant while a menu is open.
    event.stopPropagation();
    if (event.key === "Tab" || event.key === "Escape") {
      event.preventDefault();
      return onClose(true);
    }
    const items = itemsOf(event.currentTarget);
    const here = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  };
  return (
    <div
      ref={menu}
      role="menu"
      // Open until we close it: the button of the mouse that opened it is yet to come up, which an automatic one takes for a click elsewhere.
      popover="manual"
      tabIndex={-1}
      className="popover context-menu"
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && onClose(false)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {commands.map((id) => {
        const command = commandNamed(id);
        if (!command || !within(() => isEnabled(command))) return null;
        const shortcut = shownShortcut(id);
        const choose = () => {
          onClose(true);
          within(() => runCommand(id));
        };
        return (
          <button key={id} type="button" role="menuitem" className="choice" tabIndex={-1} onClick={choose}>
            {within(() => titleHere(command))}
            {shortcut !== null && <kbd aria-hidden>{shortcut}</kbd>}
          </button>
        );
      })}
    </div>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

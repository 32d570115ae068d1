/** A list of which one entry is chosen: arrows, Home and End move the choice, as a click does. */
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from "react";

interface Props<T> {
  label: string;
  items: readonly T[];
  idOf(item: T): string;
  selected: string | null;
  onSelect(item: T): void;
  /** The same function as long as what it draws of an item is the same. */
  render(item: T): ReactNode;
}

export function Listbox<T>({ label, items, idOf, selected, onSelect, render }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const index = items.findIndex((item) => idOf(item) === selected);
  const entry = () => list.current?.querySelector<HTMLElement>("[aria-selected=true]");
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice is brought into view, and the focus with it
  useEffect(() => {
    const chosen = entry();
    chosen?.scrollIntoView({ block: "nearest" });
    if (list.current?.contains(document.activeElement)) chosen?.focus();
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowDown: index + 1, ArrowUp: Math.max(0, index - 1), Home: 0, End: items.length - 1 }[event.key];
    const item = target === undefined ? undefined : items[Math.min(target, items.length - 1)];
    if (!item) return;
    event.preventDefault();
    onSelect(item);
  };

  return (
    <div ref={list} className="listbox" role="listbox" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item, i) => (
        <Entry
          key={idOf(item)}
          id={idOf(item)}
          item={item}
          chosen={idOf(item) === selected}
          reachable={i === Math.max(0, index)}
          onSelect={onSelect}
          render={render}
        />
      ))}
    </div>
  );
}

interface EntryProps<T> extends Pick<Props<T>, "onSelect" | "render"> {
  id: string;
  item: T;
  chosen: boolean;
  /** Whether the tab key stops here. */
  reachable: boolean;
}

/** Rendered again when its own item has changed, not when another has: a list may have hundreds. */
const Entry = memo(function Entry<T>({ id, item, chosen, reachable, onSelect, render }: EntryProps<T>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      role="option"
      className="row"
      data-id={id}
      aria-selected={chosen}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onSelect(item)}
    >
      {render(item)}
    </div>
  );
}) as <T>(props: EntryProps<T>) => ReactNode;

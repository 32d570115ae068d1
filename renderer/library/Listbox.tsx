/**
 * A list of any length of which one entry is chosen: arrows, Home and End move the choice, as a click does; a right click,
 * the Menu key and Shift+F10 ask for a menu.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from "react";
import type { MenuPlace } from "../app/ContextMenu.tsx";

interface Props<T> {
  label: string;
  items: readonly T[];
  /** [px]; the same function as long as no height has changed. */
  heightOf(item: T): number;
  idOf(item: T): string;
  selected: string | null;
  onSelect(item: T): void;
  /** Somebody asks what can be done with an entry. */
  onMenu?(item: T, at: MenuPlace): void;
  /** The same function as long as what it draws of an item is the same. */
  render(item: T): ReactNode;
}

const OVERSCAN = 10;
/** Of a menu that the keyboard opened, from the row's edge [px]. */
const MENU_INSET = 12;

export function Listbox<T>({ label, items, heightOf, idOf, selected, onSelect, onMenu, render }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const index = items.findIndex((item) => idOf(item) === selected);
  const reachable = Math.max(0, index);
  // The entry that the Tab key stops at is in the page wherever the list is scrolled to.
  const rangeExtractor = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), reachable])].sort((a, b) => a - b),
    [reachable],
  );
  // Asked before the entry with the keyboard goes out of the page, as it does when it is deleted.
  const hasKeyboard = list.current?.contains(document.activeElement) === true;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current,
    estimateSize: (i) => heightOf(items[i]!),
    getItemKey: (i) => idOf(items[i]!),
    overscan: OVERSCAN,
    rangeExtractor,
  });
  const heights = useMemo(() => items.map(heightOf).join(), [items, heightOf]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are kept until they are asked for anew
  useEffect(() => {
    virtual.measure();
  }, [heights]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice is brought into view, and the focus with it
  useEffect(() => {
    if (index < 0) return;
    virtual.scrollToIndex(index, { align: "auto" });
    if (hasKeyboard) list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus({ preventScroll: true });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const asksForMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    const item = items[index];
    if (asksForMenu && onMenu && item) {
      event.preventDefault();
      const { left, bottom } = (event.target as HTMLElement).getBoundingClientRect();
      onMenu(item, { x: left + MENU_INSET, y: bottom });
    } else move(event);
  };
  const move = (event: KeyboardEvent) => {
    const target = { ArrowDown: index + 1, ArrowUp: Math.max(0, index - 1), Home: 0, End: items.length - 1 }[event.key];
    const item = target === undefined ? undefined : items[Math.min(target, items.length - 1)];
    if (!item) return;
    event.preventDefault();
    onSelect(item);
  };

  return (
    <div ref={list} className="listbox" role="listbox" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
      <div role="presentation" className="listbox-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index: i, start }) => {
          const item = items[i]!;
          return (
            <Entry
              key={idOf(item)}
              id={idOf(item)}
              item={item}
              place={i + 1}
              count={items.length}
              top={start}
              chosen={i === index}
              reachable={i === reachable}
              onSelect={onSelect}
              onMenu={onMenu}
              render={render}
            />
          );
        })}
      </div>
    </div>
  );
}

interface EntryProps<T> extends Pick<Props<T>, "onSelect" | "render"> {
  onMenu: Props<T>["onMenu"] | undefined;
  id: string;
  item: T;
  place: number;
  count: number;
  /** [px] */
  top: number;
  chosen: boolean;
  /** Whether the tab key stops here. */
  reachable: boolean;
}

/** Rendered again when its own item has changed, not when another has. */
const Entry = memo(function Entry<T>(props: EntryProps<T>) {
  const { id, item, place, count, top, chosen, reachable, onSelect, onMenu, render } = props;
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    onMenu?.(item, { x: event.clientX, y: event.clientY });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      role="option"
      className="row"
      style={{ transform: `translateY(${top}px)` }}
      data-id={id}
      aria-selected={chosen}
      aria-posinset={place}
      aria-setsize={count}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onSelect(item)}
      onContextMenu={onMenu && onContextMenu}
    >
      {render(item)}
    </div>
  );
}) as <T>(props: EntryProps<T>) => ReactNode;

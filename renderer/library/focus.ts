/** Where in the library the keyboard goes next: commands ask, and the field takes it when it is on the screen. */
import { type RefObject, useEffect } from "react";
import { create } from "zustand";

export type LibraryField = "search" | "name" | "tags" | "note";

const useAsked = create<{ field: LibraryField | null }>(() => ({ field: null }));

/** A panel that was behind another takes its place some frames later. */
const FRAMES = 20;

export function askFocus(field: LibraryField): void {
  useAsked.setState({ field });
}

/** Gives a field the keyboard whenever it is asked for, and chooses what is written in it. */
export function useAskedFocus(
  field: LibraryField | undefined,
  element: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
): void {
  const asked = useAsked((state) => field !== undefined && state.field === field);
  useEffect(() => {
    if (!asked) return;
    let frame = 0;
    const take = (left: number) => {
      element.current?.select();
      element.current?.focus();
      if (document.activeElement === element.current || left === 0) useAsked.setState({ field: null });
      else frame = requestAnimationFrame(() => take(left - 1));
    };
    take(FRAMES);
    return () => cancelAnimationFrame(frame);
  }, [asked, element]);
}

/**
 * A window appears with its first picture, so that nothing empty flashes. One whose picture does not come appears all the
 * same: a program that nobody sees cannot be closed.
 */

/** A slow machine draws the first picture within that time [ms]. */
export const PATIENCE = 15_000;

/** A window as far as it matters here. */
interface Hidden {
  once(event: "ready-to-show" | "closed", listener: () => void): unknown;
  show(): void;
}

export function showWhenDrawn(window: Hidden): void {
  let isShown = false;
  const show = (): void => {
    clearTimeout(late);
    // Again, it would take the keyboard from another program.
    if (!isShown) window.show();
    isShown = true;
  };
  const late = setTimeout(show, PATIENCE);
  window.once("ready-to-show", show);
  window.once("closed", () => clearTimeout(late));
}

/**
 * Before a window goes, its page is told, and keeps what was typed last: the page answers once the engine has it. The
 * window and the engine wait for that, but not for a page that does not answer.
 */
import { leavingChannel } from "./channel.ts";

/** A window's contents as far as they matter here. */
export interface LeavingPage {
  isDestroyed(): boolean;
  isCrashed(): boolean;
  send(channel: string): void;
}

/** How long a page may take [ms]; an edit takes a hundredth of it. */
const LIMIT = 2000;

const wait = (limit: number) => new Promise<void>((resolve) => setTimeout(resolve, limit));

export class Leaving {
  readonly #limit: () => Promise<void>;
  /** Pages that were told, each once, with what its answer does. */
  readonly #told = new Map<LeavingPage, { done: Promise<void>; answer: () => void }>();

  /** @param limit resolves when no answer is waited for any more */
  constructor(limit = () => wait(LIMIT)) {
    this.#limit = limit;
  }

  /** Resolves when the page has nothing more to keep, or is given up. */
  ask(page: LeavingPage): Promise<void> {
    const before = this.#told.get(page);
    if (before !== undefined) return before.done;
    if (page.isDestroyed() || page.isCrashed()) return Promise.resolve();
    let answer = (): void => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const done = Promise.race([answered, this.#limit()]);
    this.#told.set(page, { done, answer });
    page.send(leavingChannel);
    return done;
  }

  /** The page's answer. */
  left(page: LeavingPage): void {
    this.#told.get(page)?.answer();
  }
}

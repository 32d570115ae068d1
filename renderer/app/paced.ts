/** Work that is asked for often and done once: in an animation frame, and not again for a while. */

export interface Paced {
  /** Asks for the work; however often, it is done once. */
  request(): void;
  /** Does at once what was asked for. */
  flush(): void;
  /** Forgets what was asked for. */
  cancel(): void;
}

/**
 * `interval`: the least time from one doing to the next [ms]; `patience`: how long a frame is waited for [ms]. A hidden
 * window has no frames: what is only drawn waits for them.
 */
export function paced(work: () => void, interval: () => number, patience = Number.POSITIVE_INFINITY): Paced {
  let doneAt = Number.NEGATIVE_INFINITY;
  let asked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;

  const nextFrame = () => {
    timer = Number.isFinite(patience) ? setTimeout(flush, patience) : undefined;
    frame = requestAnimationFrame(flush);
  };
  const cancel = () => {
    asked = false;
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    timer = undefined;
    frame = undefined;
  };
  const flush = () => {
    if (!asked) return;
    cancel();
    // Before the work, so that what the work asks for is paced as well.
    doneAt = performance.now();
    work();
  };
  return {
    request() {
      if (asked) return;
      asked = true;
      const wait = doneAt + interval() - performance.now();
      if (wait > 0) timer = setTimeout(nextFrame, wait);
      else nextFrame();
    },
    flush,
    cancel,
  };
}

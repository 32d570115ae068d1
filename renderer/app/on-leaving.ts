/**
 * What is typed when a window closes is kept. A browser tells its page just before it goes, and what the page says then
 * still arrives; the desktop also waits until the engine has answered.
 */
import { useEffect, useRef } from "react";
import { desktop } from "../client/desktop.ts";

const keepers = new Set<() => void>();

/** Calls `keep` before the page goes. Returns what takes that back. */
export function onLeaving(keep: () => void): () => void {
  keepers.add(keep);
  return () => keepers.delete(keep);
}

/** The same while a component is there. @param keep what the last render was given is called */
export function useOnLeaving(keep: () => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => onLeaving(() => latest.current()), []);
}

/** @param answered resolves once the engine has answered everything that it was asked so far */
export function listenForLeaving(answered: () => Promise<void>): () => void {
  const keep = () => {
    for (const one of keepers) one();
  };
  addEventListener("pagehide", keep);
  desktop?.onLeaving(() => {
    keep();
    return answered();
  });
  return () => removeEventListener("pagehide", keep);
}

/** What is typed when a window closes is kept: its page is told before it goes, and what it says then still arrives. */
import { useEffect, useRef } from "react";

/** @param keep what the last render was given is called */
export function useOnLeaving(keep: () => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const leave = () => latest.current();
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, []);
}

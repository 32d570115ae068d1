import { type DragEvent, type ReactNode, useEffect, useState } from "react";
import { openDropped } from "./drop.ts";
import { notify } from "./notices.ts";

/** The whole window takes a project, a model or a bundle that is dropped on it. */
export function DropZone({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  // That they are over it is told again and again, so that an end which was none hides the hint for a moment only.
  const drag = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  // From one element to the next it has not left the window.
  const leave = ({ relatedTarget }: DragEvent) => {
    if (relatedTarget === null) setOver(false);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    openDropped(event.dataTransfer).catch(notify);
  };
  // The end of a drag is told to the element below it, which may be gone by then: nobody drags who points or types.
  useEffect(() => {
    if (!over) return;
    const ended = new AbortController();
    for (const type of ["pointermove", "keydown"])
      window.addEventListener(type, () => setOver(false), { signal: ended.signal });
    return () => ended.abort();
  }, [over]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a convenience; every way in has its command, too
    <div className="app" onDragEnter={drag} onDragOver={drag} onDragLeave={leave} onDrop={drop}>
      {children}
      {over && (
        <div className="drop-hint" aria-hidden="true">
          Drop a project's folder or file, an MJCF model or a bundle
        </div>
      )}
    </div>
  );
}

import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { openDropped } from "./drop.ts";
import { notify } from "./notices.ts";

/** The whole window takes a project, a model or a bundle that is dropped on it. */
export function DropZone({ children }: { children: ReactNode }) {
  const [over, setOver] = useState(false);
  /** Elements that the pointer has entered and not left: it leaves one only after it has entered the next. */
  const depth = useRef(0);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current++;
    setOver(true);
  };
  const leave = () => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    depth.current = 0;
    setOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    openDropped(event.dataTransfer).catch(notify);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a convenience; every way in has its command, too
    <div
      className="app"
      onDragEnter={enter}
      onDragLeave={leave}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className="drop-hint" aria-hidden="true">
          Drop a project's folder or file, an MJCF model or a bundle
        </div>
      )}
    </div>
  );
}

/** The status of a run as a shape and a word; the colour only repeats it. */
import type { ReactElement } from "react";
import type { RunStatus } from "../../main/engine/api.ts";

const shapes: Record<RunStatus, { word: string; shape: ReactElement }> = {
  running: { word: "Running", shape: <circle cx="6" cy="6" r="4" fill="currentColor" /> },
  completed: { word: "Completed", shape: <path d="m2.2 6.4 2.6 2.6 5-5.6" fill="none" strokeWidth="1.8" /> },
  cancelled: { word: "Cancelled", shape: <rect x="2.5" y="2.5" width="7" height="7" fill="none" strokeWidth="1.5" /> },
  interrupted: { word: "Interrupted", shape: <path d="M4 2v8M8 2v8" fill="none" strokeWidth="1.8" /> },
  failed: { word: "Failed", shape: <path d="m6 1.5 5 9H1zM6 5v2.5M6 9v.1" fill="none" strokeWidth="1.3" /> },
};

export const statusChoices = Object.entries(shapes).map(([value, { word }]) => ({ value, label: word }));

export function statusWord(status: RunStatus): string {
  return shapes[status].word;
}

export function StatusShape({ status }: { status: RunStatus }) {
  return (
    <svg
      className={`status status-${status}`}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      stroke="currentColor"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {shapes[status].shape}
    </svg>
  );
}

import { useEffect, useRef, useState } from "react";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { Dialog } from "../app/Dialog.tsx";
import { Empty } from "../app/Empty.tsx";
import { clockTime } from "../app/format.ts";
import { type ShownLine, useLog } from "../app/log-store.ts";
import { Toggle } from "../app/Toggle.tsx";

const words = { info: "", warning: "Warning", error: "Error" } as const;

/** What happened in engine and window since they started. */
export function LogDialog() {
  return (
    <Dialog name="log" title="Log" className="log" actions={<CommandTextButton command="help.diagnostics" />}>
      <Lines />
    </Dialog>
  );
}

function Lines() {
  const lines = useLog((state) => state.lines);
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const end = useRef<HTMLLIElement>(null);
  const shown = onlyTrouble ? lines.filter(({ level }) => level !== "info") : lines;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is brought into view
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [shown.length]);
  return (
    <>
      <Toggle label="Warnings and errors only" on={onlyTrouble} onChange={setOnlyTrouble} />
      {shown.length === 0 ? (
        <Empty title={onlyTrouble ? "Nothing went wrong" : "Nothing has happened yet"} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
        <ol className="log-lines selectable" tabIndex={0} aria-label="Lines of the log">
          {shown.map((line) => (
            <Line key={`${line.at} ${line.from} ${line.text}`} line={line} />
          ))}
          <li ref={end} aria-hidden="true" />
        </ol>
      )}
      <p className="settings-note">
        Copy diagnostics puts versions, platform, settings and the last lines on the clipboard. Your folders are left
        out.
      </p>
    </>
  );
}

function Line({ line: { at, level, text } }: { line: ShownLine }) {
  return (
    <li data-level={level}>
      <time className="tabular" dateTime={at}>
        {clockTime(new Date(at))}
      </time>
      <span>
        {words[level] !== "" && <strong>{words[level]}: </strong>}
        {text}
      </span>
    </li>
  );
}

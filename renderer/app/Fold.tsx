import { type ReactNode, useRef } from "react";

interface Props {
  summary: ReactNode;
  /** Opens it; a person opens and closes it as well. */
  open?: boolean;
  children: ReactNode;
}

/** Something that is folded away; whoever opens it sees what is in it, where the panel has to scroll for that. */
export function Fold({ summary, open = false, children }: Props) {
  const asked = useRef(false);
  const show = (fold: HTMLDetailsElement) => {
    if (asked.current && fold.open) fold.scrollIntoView({ block: "nearest" });
    asked.current = false;
  };
  return (
    <details open={open || undefined} onToggle={({ currentTarget }) => show(currentTarget)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button */}
      <summary onClick={() => (asked.current = true)}>{summary}</summary>
      {children}
    </details>
  );
}

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useDialog } from "./dialogs.ts";
import { IconButton } from "./IconButton.tsx";
import { dismiss, type Notice, useNotices } from "./notices.ts";

/** Time to read a line that passes [ms]; the log keeps it. */
const PASSES_AFTER = 6000;

/** In the window's corner; while a dialog is open inside of it, since everything else is out of reach then. */
export function Notices() {
  const dialog = useDialog((state) => state.element);
  const { faults, told } = useNotices();
  return createPortal(
    <div className="notices">
      <div role="alert">
        {faults.map((fault) => (
          <Line key={fault.id} notice={fault} isFault />
        ))}
      </div>
      <div role="status">{told && <Line key={told.id} notice={told} />}</div>
    </div>,
    dialog ?? document.body,
  );
}

/** One that passes stays while somebody points at it or is in it with the keyboard. */
function Line({ notice: { id, text }, isFault = false }: { notice: Notice; isFault?: boolean }) {
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (isFault || isHeld) return;
    const passing = setTimeout(() => dismiss(id), PASSES_AFTER);
    return () => clearTimeout(passing);
  }, [id, isFault, isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here but to wait
    <div
      className={isFault ? "notice fault" : "notice"}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <p className="selectable">{text}</p>
      <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  );
}

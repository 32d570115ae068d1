import { Toggle } from "../app/Toggle.tsx";
import { useDisplay } from "../app/view-store.ts";
import { runCommand } from "../commands/registry.ts";

/** Whether what is learnt is drawn on logarithmic axes; the charts over iterations share it. */
export function LogToggle() {
  const log = useDisplay((display) => display.logCurve);
  return (
    <Toggle
      label="Log"
      title="Logarithmic axes for what should go to zero"
      on={log}
      onChange={() => runCommand("view.logCurve")}
    />
  );
}

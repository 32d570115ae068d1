/** Draws the network's own rollouts beside those of the controllers. */
import { useEngine } from "../app/engine-store.ts";
import { Toggle } from "../app/Toggle.tsx";
import { runCommand } from "../commands/registry.ts";
import { useNetwork } from "./network-store.ts";

/** Nothing for a run without a policy. */
export function NetworkToggle({ run }: { run: number | null }) {
  const state = useNetwork((store) => store.state);
  const newest = useEngine(({ details }) => details[run ?? -1]?.iterations.at(-1));
  if (run === null || !newest?.policy) return null;
  const own = state.status !== "off" && state.run === run;
  return (
    <Toggle
      label={own && state.status === "asking" ? "Network rollouts…" : "Network rollouts"}
      title="Roll the network out without noise in the conditions trained on, and draw it beside the controllers"
      on={own}
      onChange={() => runCommand("scene.network")}
    />
  );
}

/** Whose the ghosts in the scene are, while there are the network's beside the controllers'. */
import { formatNumber, formatPercent } from "../app/format.ts";
import { useDisplay } from "../app/view-store.ts";
import { useNetwork } from "./network-store.ts";

export function NetworkLegend({ run }: { run: number | null }) {
  const state = useNetwork((store) => store.state);
  // It says what the samples are.
  const { legend } = useDisplay();
  if (state.status !== "shown" || state.run !== run) return null;
  const { rollouts, iteration } = state;
  const whole = rollouts.filter(({ status }) => status !== "diverged");
  const cost = whole.length > 0 ? whole.reduce((sum, rollout) => sum + rollout.cost, 0) / whole.length : null;
  const success = rollouts.filter((rollout) => rollout.success).length / rollouts.length;
  return (
    <ul className="scene-legend network-legend" data-testid="network-legend" data-rollouts={rollouts.length}>
      {!legend && (
        <li>
          <span className="ghost-key" aria-hidden="true" />
          Controllers' samples
        </li>
      )}
      <li>
        <span className="ghost-key network" aria-hidden="true" />
        Network as of iteration {iteration}
        <span className="muted number">
          {rollouts.length} rollouts · cost {formatNumber(cost)} · success {formatPercent(success)}
        </span>
      </li>
    </ul>
  );
}

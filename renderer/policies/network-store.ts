/** Rollouts of a run's network that are drawn beside those of its controllers; asked for, and gone with the run. */
import { create } from "zustand";
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { notify } from "../app/notices.ts";
import { engineApi } from "../app/session.ts";

export type NetworkState =
  | { status: "off" }
  | { status: "asking"; run: number }
  /** `iteration`: the newest of the run when they were drawn. */
  | { status: "shown"; run: number; iteration: number; rollouts: readonly RolloutDrawing[] };

export const useNetwork = create<{ state: NetworkState }>(() => ({ state: { status: "off" } }));

const nothing: readonly RolloutDrawing[] = [];

/** What is to be drawn beside a run. */
export function networkRollouts(state: NetworkState, run: number | null): readonly RolloutDrawing[] {
  return state.status === "shown" && state.run === run ? state.rollouts : nothing;
}

/** Asks for rollouts of the network that the run has come to by `iteration`. A later call overtakes an earlier one. */
export async function showNetwork(run: number, iteration: number): Promise<void> {
  const asking: NetworkState = { status: "asking", run };
  useNetwork.setState({ state: asking });
  const stillWanted = () => useNetwork.getState().state === asking;
  try {
    const rollouts = await engineApi().policyRollouts(run, "network");
    if (stillWanted()) useNetwork.setState({ state: { status: "shown", run, iteration, rollouts } });
  } catch (error) {
    if (stillWanted()) hideNetwork();
    notify(error);
  }
}

export function hideNetwork(): void {
  useNetwork.setState({ state: { status: "off" } });
}

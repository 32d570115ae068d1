import { afterEach, expect, it, vi } from "vitest";
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { useNotices } from "../app/notices.ts";

const policyRollouts = vi.fn<(run: number, policy: string) => Promise<RolloutDrawing[]>>();
vi.mock("../app/session.ts", () => ({ engineApi: () => ({ policyRollouts }) }));
const { hideNetwork, networkRollouts, showNetwork, useNetwork } = await import("./network-store.ts");

const rollouts = [{ sample: 0 }] as RolloutDrawing[];
const drawnBeside = (run: number) => networkRollouts(useNetwork.getState().state, run);
afterEach(hideNetwork);

it("draws a run's network beside that run only", async () => {
  policyRollouts.mockResolvedValueOnce(rollouts);
  await showNetwork(3, 7);
  expect(policyRollouts).toHaveBeenLastCalledWith(3, "network");
  expect(drawnBeside(3)).toBe(rollouts);
  expect(drawnBeside(4)).toEqual([]);
  hideNetwork();
  expect(drawnBeside(3)).toEqual([]);
});

it("forgets an answer that was overtaken, and tells why there is none", async () => {
  let answer: (rollouts: RolloutDrawing[]) => void = () => {};
  policyRollouts.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const first = showNetwork(3, 7);
  policyRollouts.mockRejectedValueOnce(new Error("Run 0004 has no policy"));
  await showNetwork(4, 1);
  answer(rollouts);
  await first;
  expect(useNetwork.getState().state.status).toBe("off");
  expect(useNotices.getState().faults.at(-1)?.text).toBe("Run 0004 has no policy");
});

/** The methods by their names in a run's configuration. */
import type { RunConfig } from "./config.ts";
import { type GpsTools, gpsStep } from "./gps.ts";
import { gpsResultOf, initialGpsState } from "./gps-state.ts";
import { type IlqgTools, ilqgResultOf, ilqgStep, initialIlqgState } from "./ilqg.ts";
import type { Method, MethodState } from "./method.ts";
import { trajectoryStep } from "./trajectory.ts";
import { initialTrajectoryState, resultOf } from "./trajectory-state.ts";

/** What the methods work with, all of them together. */
export type MethodTools = GpsTools & IlqgTools;

/** A state goes to the method that it came from only, so what all states have in common is all that its type tells. */
const methods: Record<RunConfig["method"], Method<MethodState, MethodTools>> = {
  trajectory: { initialState: initialTrajectoryState, step: trajectoryStep, resultOf },
  gps: { initialState: initialGpsState, step: gpsStep, resultOf: gpsResultOf },
  ilqg: { initialState: initialIlqgState, step: ilqgStep, resultOf: ilqgResultOf },
};

export function methodOf({ method }: Pick<RunConfig, "method">): Method<MethodState, MethodTools> {
  return methods[method];
}

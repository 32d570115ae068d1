/** A whole iteration of peg2d as the program runs it, simulation included, and its phases. */
import { runConfigSchema } from "../../workers/methods/config.ts";
import type { TrajectoryState } from "../../workers/methods/trajectory-state.ts";
import type { TrajectoryTools } from "../../workers/methods/trajectory-tools.ts";
import { peg2d } from "../../workers/systems/peg2d.ts";
import type { IterationNumbers } from "../../workers/trainer-api.ts";
import { type Contest, type Contestant, plainContest } from "../contest.ts";
import type { Row, Tools } from "../row.ts";
import { openTaskTools, stepFrom, trainedRun } from "../task-training.ts";

export const taskRows: Row[] = [
  { name: "peg2d", title: "whole iteration of peg2d with its 5 rollouts, simulation included", open: openTask },
];

/** By then the mixture's window is full. */
const ITERATIONS_BEFORE = 4;
const config = runConfigSchema.parse({ task: "peg2d", seed: 1 });

async function openTask({ variant, threads }: Tools): Promise<Contest> {
  const single = await openTaskTools(peg2d, variant, 1);
  const several = await openTaskTools(peg2d, variant, threads);
  const plain = await openTaskTools(peg2d, "plain", 1);
  const { state } = await trainedRun(config, variant, ITERATIONS_BEFORE);
  const whole = `WebAssembly, ${threads} threads`;
  const phases = (["sample", "fit", "optimise"] as const).map((phase) =>
    stepContestant(`  of which ${phase}`, state, several.tools, (numbers) => numbers.phases[phase]),
  );
  return {
    ...plainContest,
    contestants: [
      stepContestant(whole, state, several.tools, ({ seconds }) => seconds),
      ...phases,
      stepContestant("WebAssembly, 1 thread", state, single.tools, ({ seconds }) => seconds),
      stepContestant("TypeScript, 1 thread", state, plain.tools, ({ seconds }) => seconds),
    ],
    comparisons: ["WebAssembly, 1 thread", "TypeScript, 1 thread"].map((theirs) => {
      return { ours: whole, theirs, kind: "speed-up" as const, target: null };
    }),
    close: async () => {
      for (const opened of [single, several, plain]) await opened.close();
    },
  };
}

/** Makes the same iteration again and again and takes the time that `secondsOf` reads off it. */
function stepContestant(
  name: string,
  state: TrajectoryState,
  tools: TrajectoryTools,
  secondsOf: (numbers: IterationNumbers) => number,
): Contestant {
  const time = async (repetitions: number) => {
    let seconds = 0;
    for (let i = 0; i < repetitions; i++) seconds += secondsOf((await stepFrom(state, config, tools)).numbers);
    return seconds;
  };
  return { name, time, result: () => ({}) };
}

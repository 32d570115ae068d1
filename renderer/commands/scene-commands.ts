/** From where the scene is seen, what is drawn in it, and which rollout is the solid one. */
import { useEngine } from "../app/engine-store.ts";
import { useShown } from "../app/shown-store.ts";
import { type DisplayState, OPACITY, useDisplay, useView } from "../app/view-store.ts";
import { hideNetwork, showNetwork, useNetwork } from "../policies/network-store.ts";
import type { Side } from "../scene/babylon/stage.ts";
import { movingBodies } from "../scene/kinematics.ts";
import { usePicked } from "../scene/picked-store.ts";
import { stagesInFront } from "../scene/stages.ts";
import { type Command, firstOf, unless } from "./command.ts";
import { shownRun, withoutShownRun } from "./hindrances.ts";

type Switch = { [K in keyof DisplayState]: DisplayState[K] extends boolean ? K : never }[keyof DisplayState];

function switches(key: Switch, title: string, keywords: readonly string[], shortcuts: readonly string[] = []): Command {
  return {
    id: `scene.${key}`,
    title,
    group: "Scene",
    keywords,
    shortcuts,
    run: () => useDisplay.setState((display) => ({ [key]: !display[key] })),
  };
}

const withoutScene = () => unless(stagesInFront().length > 0, "Bring a scene to the front first.");

function camera(name: string, title: string, key: string, keywords: readonly string[], side: Side | null): Command {
  return {
    id: `scene.${name}`,
    title,
    group: "Scene",
    shortcuts: [key],
    keywords: ["camera", "view", ...keywords],
    hindrance: withoutScene,
    run: () => {
      for (const stage of stagesInFront()) side === null ? stage.resetView() : stage.lookFrom(side);
    },
  };
}

const rollouts = () => useShown.getState().state.shown?.rollouts ?? [];
const withoutRollouts = () => unless(rollouts().length > 0, "Show a run that has rollouts first.");

/** The solid rollout so many places on; the mean stands before the first sample. */
function goOn(places: number): void {
  const { shown } = useView.getState();
  const count = rollouts().length + 1;
  const at = ((shown === "mean" ? 0 : shown + 1) + places + count) % count;
  useView.setState({ shown: at === 0 ? "mean" : at - 1 });
}

function changeOpacity(by: number): void {
  useDisplay.setState(({ ghostOpacity }) => ({
    ghostOpacity: Math.min(OPACITY.max, Math.max(OPACITY.min, ghostOpacity + by * OPACITY.step)),
  }));
}

/** The newest iteration of the run that is looked at, where it has a policy. */
function policyIteration(): number | undefined {
  const newest = useEngine.getState().details[shownRun()?.id ?? -1]?.iterations.at(-1);
  return newest?.policy ? newest.iteration : undefined;
}

export const sceneCommands: readonly Command[] = [
  camera("front", "Look from the front", "1", [], "front"),
  camera("side", "Look from the side", "2", ["right"], "side"),
  camera("top", "Look from above", "3", ["top"], "top"),
  camera("reset", "Look as the task proposes", "0", ["reset", "frame"], null),
  switches("orthographic", "Scene: orthographic or perspective", ["camera", "lens", "view"], ["5"]),
  switches("follow", "Follow the robot with the view, or stop", ["camera"]),
  {
    id: "scene.mean",
    title: "Show the mean of the samples",
    group: "Scene",
    shortcuts: ["M"],
    keywords: ["rollout"],
    hindrance: withoutRollouts,
    run: () => useView.setState({ shown: "mean" }),
  },
  {
    id: "scene.nextSample",
    title: "Show the next sample",
    group: "Scene",
    shortcuts: ["N"],
    keywords: ["rollout"],
    hindrance: withoutRollouts,
    run: () => goOn(1),
  },
  {
    id: "scene.previousSample",
    title: "Show the previous sample",
    group: "Scene",
    shortcuts: ["P"],
    keywords: ["rollout"],
    hindrance: withoutRollouts,
    run: () => goOn(-1),
  },
  switches("ghosts", "Show or hide the samples in the scene", ["ghosts"], ["G"]),
  {
    id: "scene.stronger",
    title: "Draw the samples stronger",
    group: "Scene",
    keywords: ["opacity", "ghosts"],
    run: () => changeOpacity(1),
  },
  {
    id: "scene.fainter",
    title: "Draw the samples fainter",
    group: "Scene",
    keywords: ["opacity", "ghosts"],
    run: () => changeOpacity(-1),
  },
  {
    id: "scene.network",
    title: "Draw the network's own rollouts, or stop",
    group: "Scene",
    keywords: ["policy"],
    hindrance: () =>
      firstOf(withoutShownRun(), unless(policyIteration() !== undefined, "This run has not learnt a policy.")),
    run: () => {
      const [run, iteration] = [shownRun()?.id, policyIteration()];
      const { state } = useNetwork.getState();
      if (run === undefined || iteration === undefined) return;
      if (state.status !== "off" && state.run === run) hideNetwork();
      else void showNetwork(run, iteration);
    },
  },
  switches("trace", "Show or hide the tip's trace", ["end effector"]),
  switches("history", "Show or hide earlier tip traces", ["iterations"]),
  switches("spread", "Show or hide the spread of the tip", ["covariance", "ellipse"]),
  switches("forces", "Show or hide contact forces and the centre of mass", ["contacts"]),
  switches("ranges", "Show or hide the joints' ranges", ["limits"]),
  switches("board", "Show or hide the grid and the axes", ["board"]),
  switches("legend", "Show or hide the scene's legend", ["colours"]),
];

/** One for each body that moves in what is shown. */
export function bodyCommands(): Command[] {
  const model = useShown.getState().state.shown?.model;
  if (!model || rollouts().length === 0) return [];
  const moving = movingBodies(model);
  const pick = (body: string | null) => () => usePicked.setState({ body });
  const picked = usePicked.getState().body;
  return [
    ...model.bodies
      .filter((_, i) => moving[i])
      .map(
        ({ name }): Command => ({
          id: `body.${name}`,
          title: `Plot the body ${name}`,
          group: "Scene",
          keywords: ["pick", "timelines"],
          run: pick(name),
        }),
      ),
    ...(picked === null ? [] : [{ id: "body", title: "Plot no body", group: "Scene", run: pick(null) } as const]),
  ];
}

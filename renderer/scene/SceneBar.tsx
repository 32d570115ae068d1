/** What the scene shows and from where it is seen. */
import { Check } from "../app/Check.tsx";
import { IconButton } from "../app/IconButton.tsx";
import { Popover } from "../app/Popover.tsx";
import { Toggle } from "../app/Toggle.tsx";
import { type DisplayState, useDisplay } from "../app/view-store.ts";
import type { Side } from "./babylon/stage.ts";
import type { StageState } from "./useStage.ts";

type Switch = { [K in keyof DisplayState]: DisplayState[K] extends boolean ? K : never }[keyof DisplayState];

const layers: readonly { name: Switch; label: string; title: string }[] = [
  { name: "trace", label: "Tip trace", title: "The way of the end effector" },
  { name: "history", label: "Earlier tip traces", title: "Ways of the mean in earlier iterations, older ones fainter" },
  { name: "spread", label: "Spread of the tip", title: "Two standard deviations of the end effector over the samples" },
  { name: "forces", label: "Contact forces, centre of mass", title: "Computed by replaying the rollouts" },
  { name: "ranges", label: "Joint ranges", title: "Where each joint may go, with a needle where it is" },
  { name: "board", label: "Grid and axes", title: "The measuring board" },
  { name: "legend", label: "Legend", title: "What the colours in the scene mean" },
];

const sides: readonly { side: Side; label: string; key: string }[] = [
  { side: "front", label: "Front", key: "1" },
  { side: "side", label: "Side", key: "2" },
  { side: "top", label: "Top", key: "3" },
];

export function SceneBar({ stage, follows }: { stage: StageState; follows: boolean }) {
  const display = useDisplay();
  const set = (name: Switch) => (on: boolean) => useDisplay.setState({ [name]: on });
  const ready = stage.status === "ready" ? stage.stage : null;
  return (
    <>
      <Toggle label="Samples" title="Draw the other rollouts as ghosts" on={display.ghosts} onChange={set("ghosts")} />
      <Popover label="Show" title="What is drawn beside the robot">
        {layers.map(({ name, label, title }) => (
          <Check key={name} label={label} title={title} on={display[name]} onChange={set(name)} />
        ))}
        <label className="check">
          Samples' opacity
          <input
            type="range"
            min={0.25}
            max={3}
            step={0.25}
            value={display.ghostOpacity}
            onChange={({ target }) => useDisplay.setState({ ghostOpacity: Number(target.value) })}
          />
        </label>
      </Popover>
      <Popover label="View" title="From where the scene is seen">
        {sides.map(({ side, label, key }) => (
          <button
            key={side}
            type="button"
            className="choice"
            title={`On the scene: ${key}`}
            onClick={() => ready?.lookFrom(side)}
          >
            {label}
          </button>
        ))}
        <Check
          label="Orthographic"
          title="Parallel lines stay parallel"
          on={display.orthographic}
          onChange={set("orthographic")}
        />
        {follows && (
          <Check
            label="Follow the robot"
            title="The view goes where the robot goes"
            on={display.follow}
            onChange={set("follow")}
          />
        )}
      </Popover>
      <IconButton icon="frame" label="Reset view" shortcut="double click" onClick={() => ready?.resetView()} />
    </>
  );
}

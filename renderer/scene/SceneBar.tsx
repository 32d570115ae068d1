/** What the scene shows and from where it is seen. */
import { Check } from "../app/Check.tsx";
import { CommandButton } from "../app/CommandButton.tsx";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { Popover } from "../app/Popover.tsx";
import { Toggle } from "../app/Toggle.tsx";
import { type DisplayState, OPACITY, useDisplay } from "../app/view-store.ts";
import { shownShortcut } from "../commands/registry.ts";

type Switch = { [K in keyof DisplayState]: DisplayState[K] extends boolean ? K : never }[keyof DisplayState];

const layers: readonly { name: Switch; label: string; title: string }[] = [
  { name: "trace", label: "Tip trace", title: "The way of the end effector" },
  {
    name: "history",
    label: "Earlier tip traces",
    title: "Ways of the mean in earlier iterations, the oldest green and faint",
  },
  { name: "spread", label: "Spread of the tip", title: "Two standard deviations of the end effector over the samples" },
  { name: "forces", label: "Contact forces, centre of mass", title: "Computed by replaying the rollouts" },
  { name: "ranges", label: "Joint ranges", title: "Where each joint may go, with a needle where it is" },
  { name: "board", label: "Grid and axes", title: "The measuring board" },
  { name: "legend", label: "Legend", title: "What the colours in the scene mean" },
];

const sides = { front: "Front", side: "Side", top: "Top" };

export function SceneBar({ follows }: { follows: boolean }) {
  const display = useDisplay();
  const set = (name: Switch) => (on: boolean) => useDisplay.setState({ [name]: on });
  return (
    <>
      <Toggle
        label="Samples"
        title={`Draw the other rollouts as ghosts (${shownShortcut("scene.ghosts")})`}
        on={display.ghosts}
        onChange={set("ghosts")}
      />
      <Popover label="Show" title="What is drawn beside the robot">
        {layers.map(({ name, label, title }) => (
          <Check key={name} label={label} title={title} on={display[name]} onChange={set(name)} />
        ))}
        <label className="check">
          Samples' opacity
          <input
            type="range"
            {...OPACITY}
            value={display.ghostOpacity}
            onChange={({ target }) => useDisplay.setState({ ghostOpacity: Number(target.value) })}
          />
        </label>
      </Popover>
      <Popover label="View" title="From where the scene is seen">
        {Object.entries(sides).map(([side, label]) => (
          <CommandTextButton key={side} command={`scene.${side}`} label={label} className="choice" />
        ))}
        <Check
          label="Orthographic"
          title={`Parallel lines stay parallel (${shownShortcut("scene.orthographic")})`}
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
      <CommandButton command="scene.reset" icon="frame" label="Reset view" />
    </>
  );
}

/** What is saved of what is seen, and how; the commands save it. */
import { useStore } from "zustand";
import { Check } from "../../app/Check.tsx";
import { Choice } from "../../app/Choice.tsx";
import { CommandTextButton } from "../../app/CommandTextButton.tsx";
import { formatPercent } from "../../app/format.ts";
import { Popover } from "../../app/Popover.tsx";
import { playback } from "../../app/playback.ts";
import { RATES, type SceneFormat, sceneFormats, sizes, useSceneExport } from "./scene-export.ts";

export function ExportButton() {
  const { format, size, rate, timeline, share } = useSceneExport();
  const section = useStore(playback, (state) => state.section);
  const moving = format === "gif" || format === "webm";
  const set = useSceneExport.setState;
  return (
    <Popover label="Export" {...(share === null ? {} : { note: formatPercent(share) })} title="Save what is seen">
      <Choice
        label="As"
        value={format}
        options={Object.entries(sceneFormats)}
        onChange={(value) => set({ format: value as SceneFormat })}
      />
      {format !== "html" && (
        <>
          <Choice
            label="Size"
            value={size}
            options={Object.keys(sizes).map((name) => [name, name])}
            onChange={(value) => set({ size: value as keyof typeof sizes })}
          />
          <Check
            label="Cost below"
            title="The cost over time at the foot"
            on={timeline}
            onChange={(on) => set({ timeline: on })}
          />
        </>
      )}
      {moving && (
        <>
          <Choice
            label="Pictures in a second"
            value={String(rate)}
            options={RATES.map((value) => [String(value), String(value)])}
            onChange={(value) => set({ rate: Number(value) })}
          />
          <p className="quiet-note">{section ? "The section" : "The whole rollout"}, at the speed of the playback.</p>
        </>
      )}
      {share === null ? (
        <CommandTextButton command={`export.${format}`} label="Save" className="primary" />
      ) : (
        <div className="export-progress">
          <progress className="progress" value={share} aria-label="Export" />
          <CommandTextButton command="export.stop" label="Cancel" className="" />
        </div>
      )}
    </Popover>
  );
}

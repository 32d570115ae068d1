import { useStore } from "zustand";
import { formatTime } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import type { IconName } from "../app/icons.tsx";
import { playback, SPEEDS, seek } from "../app/playback.ts";
import { type PlaybackAction, playbackCommands } from "../app/playback-commands.ts";

export function PlaybackBar() {
  const { playing, speed, loop, section, duration } = useStore(playback);
  const nothing = duration === 0;
  return (
    <div className="playback" role="toolbar" aria-label="Playback">
      <CommandButton action="previous" icon="back" disabled={nothing} />
      <CommandButton
        action="toggle"
        icon={playing ? "pause" : "play"}
        label={playing ? "Pause" : "Play"}
        className="play"
        disabled={nothing}
      />
      <CommandButton action="next" icon="forward" disabled={nothing} />
      <Scrubber />
      <select
        aria-label="Speed"
        title="Speed of playback"
        className="speed tabular"
        value={speed}
        onChange={({ target }) => playback.setState({ speed: Number(target.value) })}
      >
        {SPEEDS.map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </select>
      <CommandButton action="sectionStart" icon="sectionStart" disabled={nothing} />
      <CommandButton action="sectionEnd" icon="sectionEnd" disabled={nothing} />
      {section && <CommandButton action="sectionClear" icon="close" />}
      <CommandButton action="loop" icon="loop" aria-pressed={loop} />
      <CommandButton action="worst" icon="worst" disabled={nothing} />
    </div>
  );
}

interface ButtonProps {
  action: PlaybackAction;
  icon: IconName;
  label?: string;
  className?: string;
  disabled?: boolean;
  "aria-pressed"?: boolean;
}

const signs: Record<string, string> = { Space: "space", ArrowLeft: "←", ArrowRight: "→" };

/** A button that runs a command of the clock, with its keys in the tooltip. */
function CommandButton({ action, label, ...rest }: ButtonProps) {
  const { title, shortcuts, run } = playbackCommands[action];
  const keys = shortcuts.map((key) => signs[key] ?? key).join(" or ");
  return <IconButton {...rest} label={label ?? title} shortcut={keys} onClick={run} />;
}

/** The moment as a slider, with the section marked, and in words. */
function Scrubber() {
  const { time, duration, dt, section } = useStore(playback);
  const nothing = duration === 0;
  const percent = (moment: number) => `${nothing ? 0 : (moment / duration) * 100}%`;
  const [from, to] = section ?? [0, duration];
  return (
    <>
      <input
        type="range"
        className="scrubber"
        aria-label="Time"
        aria-valuetext={`${formatTime(time)} of ${formatTime(duration)}`}
        data-section={section ? `${from} ${to}` : undefined}
        min={0}
        max={duration || 1}
        step={dt}
        value={time}
        disabled={nothing}
        ref={(input) => {
          input?.style.setProperty("--filled", percent(time));
          input?.style.setProperty("--from", percent(from));
          input?.style.setProperty("--to", percent(to));
        }}
        onChange={({ target }) => seek(Number(target.value))}
      />
      <output className="clock tabular">
        {nothing ? "–" : formatTime(time)} <span className="muted">/ {nothing ? "–" : formatTime(duration)}</span>
      </output>
    </>
  );
}

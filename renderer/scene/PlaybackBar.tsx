import { useStore } from "zustand";
import { CommandButton } from "../app/CommandButton.tsx";
import { formatTime } from "../app/format.ts";
import { playback, SPEEDS, seek } from "../app/playback.ts";

export function PlaybackBar() {
  const { playing, speed, loop, section, duration } = useStore(playback);
  const nothing = duration === 0;
  return (
    <div className="playback" role="toolbar" aria-label="Playback">
      <CommandButton command="playback.back" icon="back" disabled={nothing} />
      <CommandButton
        command="playback.toggle"
        icon={playing ? "pause" : "play"}
        label={playing ? "Pause" : "Play"}
        className="play"
        disabled={nothing}
      />
      <CommandButton command="playback.forward" icon="forward" disabled={nothing} />
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
      <CommandButton command="playback.sectionStart" icon="sectionStart" disabled={nothing} />
      <CommandButton command="playback.sectionEnd" icon="sectionEnd" disabled={nothing} />
      {section && <CommandButton command="playback.sectionClear" icon="close" />}
      <CommandButton command="playback.loop" icon="loop" aria-pressed={loop} />
      <CommandButton command="playback.worst" icon="worst" disabled={nothing} />
    </div>
  );
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

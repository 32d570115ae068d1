import { useStore } from "zustand";
import { formatTime } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { playback, SPEEDS, seek, step, togglePlay } from "../app/playback.ts";

export function PlaybackBar() {
  const { time, duration, dt, playing, speed, loop } = useStore(playback);
  const nothing = duration === 0;
  const filled = nothing ? 0 : (time / duration) * 100;
  return (
    <div className="playback" role="toolbar" aria-label="Playback">
      <IconButton icon="back" label="Previous frame" shortcut="←" disabled={nothing} onClick={() => step(-1)} />
      <IconButton
        icon={playing ? "pause" : "play"}
        label={playing ? "Pause" : "Play"}
        shortcut="space"
        className="play"
        disabled={nothing}
        onClick={togglePlay}
      />
      <IconButton icon="forward" label="Next frame" shortcut="→" disabled={nothing} onClick={() => step(1)} />
      <input
        type="range"
        className="scrubber"
        aria-label="Time"
        aria-valuetext={`${formatTime(time)} of ${formatTime(duration)}`}
        min={0}
        max={duration || 1}
        step={dt}
        value={time}
        disabled={nothing}
        ref={(input) => input?.style.setProperty("--filled", `${filled}%`)}
        onChange={({ target }) => seek(Number(target.value))}
      />
      <output className="clock tabular">
        {nothing ? "–" : formatTime(time)} <span className="muted">/ {nothing ? "–" : formatTime(duration)}</span>
      </output>
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
      <IconButton icon="loop" label="Loop" aria-pressed={loop} onClick={() => playback.setState({ loop: !loop })} />
    </div>
  );
}

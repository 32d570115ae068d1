/** Saves what is seen: a picture, a film of the playback, or a report of the whole run. */
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { Check } from "../../app/Check.tsx";
import { Choice } from "../../app/Choice.tsx";
import { notify } from "../../app/notices.ts";
import { Popover } from "../../app/Popover.tsx";
import { pause, playback } from "../../app/playback.ts";
import { saveFile } from "../../app/save-file.ts";
import { reportOf } from "../../app/session.ts";
import type { Shown } from "../../app/shown-store.ts";
import type { ShownRollout } from "../mean.ts";
import type { StageState } from "../useStage.ts";
import type { Film } from "./frames.ts";

const formats = { png: "Picture (PNG)", gif: "Film (GIF)", webm: "Film (WebM, VP9)", html: "Report of the run (HTML)" };
type Format = keyof typeof formats;
const sizes = { "640 × 360": [640, 360], "1280 × 720": [1280, 720], "1920 × 1080": [1920, 1080] } as const;
const RATES = [10, 25, 50] as const;

interface Props {
  stage: StageState;
  shown: Shown;
  rollout: ShownRollout | null;
}

export function ExportButton({ stage, shown, rollout }: Props) {
  const [format, setFormat] = useState<Format>("png");
  const [size, setSize] = useState<keyof typeof sizes>("1280 × 720");
  const [rate, setRate] = useState<number>(25);
  const [timeline, setTimeline] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const stopped = useRef(false);
  const section = useStore(playback, (state) => state.section);
  const moving = format === "gif" || format === "webm";
  const save = async () => {
    stopped.current = false;
    pause();
    setShare(0);
    try {
      const [width, height] = sizes[size];
      const film = { width, height, rate, speed: playback.getState().speed, timeline };
      const blob = await makeFile(format, { stage, shown, rollout }, film, (done) => {
        setShare(done);
        return !stopped.current;
      });
      if (blob && !stopped.current) saveFile(fileName(shown, format), blob);
    } catch (error) {
      notify(error);
    } finally {
      setShare(null);
    }
  };
  return (
    <Popover label="Export" title="Save what is seen">
      <Choice
        label="As"
        value={format}
        options={Object.entries(formats)}
        onChange={(value) => setFormat(value as Format)}
      />
      {format !== "html" && (
        <>
          <Choice
            label="Size"
            value={size}
            options={Object.keys(sizes).map((name) => [name, name])}
            onChange={(value) => setSize(value as keyof typeof sizes)}
          />
          <Check label="Cost below" title="The cost over time at the foot" on={timeline} onChange={setTimeline} />
        </>
      )}
      {moving && (
        <>
          <Choice
            label="Pictures in a second"
            value={String(rate)}
            options={RATES.map((value) => [String(value), String(value)])}
            onChange={(value) => setRate(Number(value))}
          />
          <p className="quiet-note">{section ? "The section" : "The whole rollout"}, at the speed of the playback.</p>
        </>
      )}
      {share === null ? (
        <button type="button" className="primary" onClick={save}>
          Save
        </button>
      ) : (
        <div className="export-progress">
          <progress className="progress" value={share} aria-label="Export" />
          <button
            type="button"
            onClick={() => {
              stopped.current = true;
            }}
          >
            Cancel
          </button>
        </div>
      )}
    </Popover>
  );
}

async function makeFile(
  format: Format,
  { stage, shown, rollout }: Props,
  film: Film,
  progress: (share: number) => boolean,
): Promise<Blob | null> {
  if (format === "html") {
    if (shown.run === null) return null;
    return new Blob([await reportOf(shown.run)], { type: "text/html" });
  }
  if (stage.status !== "ready") return null;
  const { filmOf, pictureOf } = await import("./make.ts");
  const { time, section, duration } = playback.getState();
  const shot = { stage: stage.stage, total: rollout && totals(rollout, shown), dt: shown.task.dt, duration };
  if (format === "png") return pictureOf(shot, film, time);
  return filmOf(shot, film, format, section ?? [0, duration], progress);
}

/** [T] */
function totals({ costs }: ShownRollout, { task }: Shown): Float32Array {
  const terms = task.costTerms.length;
  return Float32Array.from({ length: costs.length / terms }, (_, t) =>
    costs.subarray(t * terms, (t + 1) * terms).reduce((sum, value) => sum + value, 0),
  );
}

function fileName({ run, task, iteration }: Shown, format: Format): string {
  const parts =
    run === null ? [task.name] : [task.name, `run${run}`, ...(format === "html" ? [] : [`iteration${iteration}`])];
  return `${parts.join("-")}.${format}`;
}

/** The scene of one side of a comparison, or of both. */
import { useRef } from "react";
import { Empty } from "../app/Empty.tsx";
import type { Shown } from "../app/shown-store.ts";
import type { Content } from "../scene/babylon/drawing.ts";
import type { Laid, Stage } from "../scene/babylon/stage.ts";
import { useStage } from "../scene/useStage.ts";
import type { SideName } from "./sides.ts";

interface Props {
  name: SideName | "both";
  content: Content | null;
  shown: Shown | null;
  failure: string | null;
  /** Scenes whose cameras move together. */
  group: Set<Stage>;
}

const nothingLaid: Laid = { spread: [], history: [], forces: null, ranges: false };
const unheard = { picked: null, onPick: () => {}, onMoved: () => {} };

export function SideScene({ name, content, shown, failure, group }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useStage(canvas, frame, { content, laid: nothingLaid, grid: shown?.task ?? null, group, ...unheard });
  const problem = stage.status === "failed" ? stage.message : failure;
  const words = name === "both" ? "Both rollouts" : `The ${name} rollout`;
  return (
    <div ref={frame} className="scene-view side-scene" data-testid={`scene-${name}`}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={`${words}, ${shown?.task.title ?? "loading"}: drag to orbit, right drag to pan, wheel to zoom; Alt and arrows, plus and minus on the keyboard`}
      />
      {problem !== null && (
        <div className="scene-overlay" role="alert">
          <Empty title="There is nothing to see here">
            <p className="selectable">{problem}</p>
          </Empty>
        </div>
      )}
      {problem === null && !content && <p className="scene-hint">Loading…</p>}
    </div>
  );
}

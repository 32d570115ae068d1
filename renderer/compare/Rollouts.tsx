/** Two rollouts in sync: on the one clock, with cameras that move together, each in its own scene or both in one. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { RunDetail } from "../../main/engine/api.ts";
import { setCompared } from "../app/playback.ts";
import type { Content } from "../scene/babylon/drawing.ts";
import type { Stage } from "../scene/babylon/stage.ts";
import { PlaybackBar } from "../scene/PlaybackBar.tsx";
import { useComparison } from "./compare-store.ts";
import { overlaid } from "./overlaid.ts";
import { SideBar } from "./SideBar.tsx";
import { SideScene } from "./SideScene.tsx";
import { type Side, type SideName, sideNames, sidesOf, useSides } from "./sides.ts";
import { type SideContent, useSideContent } from "./useSideContent.ts";

export function Rollouts({ runs }: { runs: readonly RunDetail[] }) {
  const host = useRef<HTMLDivElement>(null);
  const visible = useVisible(host);
  const chosen = useSides();
  const sides = useMemo(() => sidesOf(chosen, runs), [chosen, runs]);
  return (
    <div className="compare-rollouts" ref={host}>
      {/* Scenes behind another panel would draw for nobody. */}
      {visible && sides && <Pair sides={sides} runs={runs} />}
    </div>
  );
}

interface PairProps {
  sides: Record<SideName, Side>;
  runs: readonly RunDetail[];
}

function Pair({ sides, runs }: PairProps) {
  const scenes = useComparison((comparison) => comparison.scenes);
  const group = useMemo(() => new Set<Stage>(), []);
  const detailOf = ({ run }: Side) => runs.find(({ summary }) => summary.id === run)!;
  const details = { first: detailOf(sides.first), second: detailOf(sides.second) };
  const first = useSideContent(sides.first, details.first);
  const second = useSideContent(sides.second, details.second);
  const contents = { first, second };
  useClockOf(first, second);
  const both = useBoth(first.content, second.content);
  return (
    <>
      <div className="sides">
        {sideNames.map((name) => (
          <div key={name} className="side">
            <SideBar
              name={name}
              side={sides[name]}
              runs={runs}
              detail={details[name]}
              what={contents[name]}
              keyed={scenes === "overlaid"}
            />
            {scenes === "split" && (
              <SideScene
                name={name}
                content={contents[name].content}
                shown={contents[name].shown}
                failure={contents[name].failure}
                group={group}
              />
            )}
          </div>
        ))}
      </div>
      {scenes === "overlaid" && (
        <SideScene
          name="both"
          content={both.content}
          shown={first.shown}
          failure={first.failure ?? second.failure ?? both.failure}
          group={group}
        />
      )}
      <PlaybackBar />
    </>
  );
}

/** Both contents as one; what keeps them from being one in words. */
function useBoth(first: Content | null, second: Content | null): { content: Content | null; failure: string | null } {
  return useMemo(() => {
    if (!first || !second) return { content: null, failure: null };
    const content = overlaid(first, second);
    const failure = "These rollouts are of different tasks. Look at them side by side.";
    return { content, failure: content ? null : failure };
  }, [first, second]);
}

/** Lets the clock reach to the end of the longer one while they are looked at. */
function useClockOf(...sides: readonly SideContent[]): void {
  const lengths = sides.map(({ shown }) => (shown ? shown.task.steps * shown.task.dt : 0));
  const duration = Math.max(...lengths);
  useEffect(() => {
    setCompared(duration);
    return () => setCompared(0);
  }, [duration]);
}

function useVisible(host: React.RefObject<HTMLElement | null>): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const watching = new IntersectionObserver(([entry]) => setVisible(entry?.isIntersecting ?? false));
    watching.observe(host.current as HTMLElement);
    return () => watching.disconnect();
  }, [host]);
  return visible;
}

/** When what can be done has changed: everything that a command's hindrance reads is watched here. */
import { useLayouts } from "../app/dock-layout.ts";
import { useEngine } from "../app/engine-store.ts";
import { history } from "../app/history.ts";
import { paced } from "../app/paced.ts";
import { usePanelsSeen } from "../app/panels-seen.ts";
import { playback } from "../app/playback.ts";
import { useProjects } from "../app/projects.ts";
import { useShown } from "../app/shown-store.ts";
import { useDisplay, useView } from "../app/view-store.ts";
import { useComparison } from "../compare/compare-store.ts";
import { useComparisonFiles } from "../compare/comparison-files.ts";
import { useNewRun } from "../inspector/new-run.ts";
import { useRows } from "../library/rows-store.ts";
import { useTable } from "../library/table-store.ts";
import { useNetwork } from "../policies/network-store.ts";
import { useStoreWork } from "../project/store-work.ts";
import { useQueue } from "../queue/queue-store.ts";
import { useSceneExport } from "../scene/export/scene-export.ts";
import { usePicked } from "../scene/picked-store.ts";
import { stages } from "../scene/stages.ts";
import { timelineView } from "../timeline/timeline-view.ts";

const stores: readonly { subscribe(listener: () => void): () => void }[] = [
  ...[useEngine, useView, useDisplay, useShown, usePanelsSeen, useLayouts, useProjects, history, playback],
  ...[useNewRun, useQueue, useRows, useTable, useComparison, useComparisonFiles, useStoreWork],
  ...[stages, useSceneExport, usePicked, useNetwork, timelineView],
];

/** As fast as somebody who opens a menu sees it [ms]. */
const PAUSE = 300;

/** Tells of changes, however many, no more often than that. Returns what stops it. */
export function watchCommands(tell: () => void): () => void {
  const telling = paced(tell, () => PAUSE);
  const stops = stores.map((store) => store.subscribe(telling.request));
  return () => {
    telling.cancel();
    for (const stop of stops) stop();
  };
}

/** Every file that the window makes of a run, of what is seen, and of a comparison. */
import {
  type ComparisonFormat,
  comparisonFormats,
  isComparisonShown,
  saveComparison,
} from "../compare/comparison-files.ts";
import { formats } from "../export/choices.ts";
import { showExport } from "../export/export-store.ts";
import {
  type SceneFormat,
  saveScene,
  stopSceneExport,
  useSceneExport,
  withoutScenery,
} from "../scene/export/scene-export.ts";
import { type Command, firstOf, unless } from "./command.ts";
import { shownRun, withoutShownRun } from "./hindrances.ts";

const aboutRun = () => {
  const run = shownRun();
  return run ? `run ${run.id}` : "";
};

/** What is made of a run's numbers; its policy and its rollouts come with the first iteration. */
const withoutIteration = () =>
  firstOf(
    withoutShownRun(),
    unless((shownRun()?.iterationsDone ?? 0) > 0, "The run has no iteration yet; wait for the first."),
  );

function ofRun(name: string, title: string, open: () => void, more: Partial<Command> = {}): Command {
  return {
    id: `export.${name}`,
    title,
    group: "Export",
    ...more,
    about: aboutRun,
    hindrance: withoutIteration,
    run: open,
  };
}

function ofScene(format: SceneFormat, title: string, more: Partial<Command> = {}): Command {
  return {
    id: `export.${format}`,
    title,
    group: "Export",
    ...more,
    hindrance: () => withoutScenery(format),
    run: () => void saveScene(format),
  };
}

function ofComparison(format: ComparisonFormat): Command {
  return {
    id: `export.comparison.${format}`,
    title: `Save the compared curves as ${format.toUpperCase()}`,
    group: "Export",
    keywords: ["comparison", "figure", "chart"],
    hindrance: () => unless(isComparisonShown(), "Compare the curves of some runs first."),
    run: () => saveComparison(format),
  };
}

export const exportCommands: readonly Command[] = [
  ofRun("run", "Export the run…", () => showExport(null), {
    shortcuts: ["Mod+E"],
    keywords: ["policy", "save", "file"],
  }),
  ...formats.map(({ value, command, keywords }) => ofRun(value, `${command}…`, () => showExport(value), { keywords })),
  ofScene("png", "Save a picture of the scene (PNG)", { shortcuts: ["Mod+P"], keywords: ["screenshot", "image"] }),
  ofScene("gif", "Save a film of the playback (GIF)", { keywords: ["video", "animation"] }),
  ofScene("webm", "Save a film of the playback (WebM)", { keywords: ["video", "animation", "vp9"] }),
  ofScene("html", "Save a report of the run (HTML)", { keywords: ["page", "share"] }),
  {
    id: "export.stop",
    title: "Stop making the file",
    group: "Export",
    keywords: ["cancel", "film"],
    hindrance: () => unless(useSceneExport.getState().share !== null, "No file is being made."),
    run: stopSceneExport,
  },
  ...comparisonFormats.map(ofComparison),
];

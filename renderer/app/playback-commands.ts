/** What can be done with the clock, with the keys that editors of moving pictures have for it. */

import {
  clearSection,
  endSection,
  pause,
  playback,
  seek,
  shuttle,
  startSection,
  step,
  toggleLoop,
  togglePlay,
} from "./playback.ts";
import { jumpToWorst } from "./worst-moment.ts";

export interface PlaybackCommand {
  /** Unique, `playback.action`. */
  id: string;
  /** What it does, a verb first. */
  title: string;
  /** Keys that run it; `Shift+` before one that needs it held. The first is the one that is shown. */
  shortcuts: readonly string[];
  run(): void;
}

/** Frames that an arrow goes with Shift. */
const MANY_FRAMES = 10;

const commands = {
  toggle: ["Play or pause", ["Space"], togglePlay],
  backwards: ["Play backwards, again for faster", ["J"], () => shuttle(-1)],
  pause: ["Pause", ["K"], pause],
  forwards: ["Play forwards, again for faster", ["L"], () => shuttle(1)],
  previous: ["Previous frame", [",", "ArrowLeft"], () => step(-1)],
  next: ["Next frame", [".", "ArrowRight"], () => step(1)],
  back: ["Ten frames back", ["Shift+ArrowLeft"], () => step(-MANY_FRAMES)],
  ahead: ["Ten frames ahead", ["Shift+ArrowRight"], () => step(MANY_FRAMES)],
  start: ["Go to the start", ["Home"], () => seek(playback.getState().section?.[0] ?? 0)],
  end: ["Go to the end", ["End"], () => seek(playback.getState().section?.[1] ?? playback.getState().duration)],
  worst: ["Go to the worst moment", ["W"], jumpToWorst],
  sectionStart: ["Begin the section here", ["["], startSection],
  sectionEnd: ["End the section here", ["]"], endSection],
  sectionClear: ["Play the whole rollout", ["\\"], clearSection],
  loop: ["Loop", ["R"], toggleLoop],
} satisfies Record<string, [title: string, shortcuts: string[], run: () => void]>;

export type PlaybackAction = keyof typeof commands;

export const playbackCommands = Object.fromEntries(
  Object.entries(commands).map(([name, [title, shortcuts, run]]) => [
    name,
    { id: `playback.${name}`, title, shortcuts, run },
  ]),
) as unknown as Record<PlaybackAction, PlaybackCommand>;

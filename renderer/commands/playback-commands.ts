import {
  changeSpeed,
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
} from "../app/playback.ts";
import { jumpToWorst } from "../app/worst-moment.ts";
import { type Command, unless } from "./command.ts";

const MANY_FRAMES = 10;

const withoutFrames = () => unless(playback.getState().duration > 0, "Show a run that has rollouts first.");

/** A command that needs rollouts on the screen. */
function command(id: string, title: string, shortcuts: readonly string[], run: () => void): Command {
  return { id: `playback.${id}`, title, group: "Playback", shortcuts, hindrance: withoutFrames, run };
}

export const playbackCommands: readonly Command[] = [
  command("toggle", "Play or pause", ["Space"], togglePlay),
  command("backwards", "Play backwards, again for faster", ["J"], () => shuttle(-1)),
  command("pause", "Pause", ["K"], pause),
  command("forwards", "Play forwards, again for faster", ["L"], () => shuttle(1)),
  command("back", "Previous frame", ["ArrowLeft", ","], () => step(-1)),
  command("forward", "Next frame", ["ArrowRight", "."], () => step(1)),
  command("farBack", "Ten frames back", ["Shift+ArrowLeft"], () => step(-MANY_FRAMES)),
  command("farForward", "Ten frames on", ["Shift+ArrowRight"], () => step(MANY_FRAMES)),
  command("start", "Go to the start", ["Home"], () => seek(playback.getState().section?.[0] ?? 0)),
  command("end", "Go to the end", ["End"], () =>
    seek(playback.getState().section?.[1] ?? playback.getState().duration),
  ),
  command("worst", "Go to the worst moment", ["W"], jumpToWorst),
  command("sectionStart", "Begin the section here", ["["], startSection),
  command("sectionEnd", "End the section here", ["]"], endSection),
  command("sectionClear", "Play the whole rollout", ["\\"], clearSection),
  command("slower", "Play slower", ["-"], () => changeSpeed(-1)),
  command("faster", "Play faster", ["Plus"], () => changeSpeed(1)),
  command("loop", "Loop the playback, or stop looping", ["R"], toggleLoop),
];

import { playback, SPEEDS, seek, step, togglePlay } from "../app/playback.ts";
import type { Command } from "./command.ts";

const MANY_FRAMES = 10;

const hasFrames = () => playback.getState().duration > 0;

/** A command that needs rollouts on the screen. */
function command(id: string, title: string, shortcuts: readonly string[], run: () => void): Command {
  return { id: `playback.${id}`, title, group: "Playback", shortcuts, enabled: hasFrames, run };
}

export const playbackCommands: readonly Command[] = [
  command("toggle", "Play or pause", ["Space"], togglePlay),
  command("back", "Previous frame", ["ArrowLeft", ","], () => step(-1)),
  command("forward", "Next frame", ["ArrowRight", "."], () => step(1)),
  command("farBack", "Ten frames back", ["Shift+ArrowLeft"], () => step(-MANY_FRAMES)),
  command("farForward", "Ten frames on", ["Shift+ArrowRight"], () => step(MANY_FRAMES)),
  command("start", "Go to the start", ["Home"], () => seek(0)),
  command("end", "Go to the end", ["End"], () => seek(playback.getState().duration)),
  command("slower", "Play slower", ["-"], () => changeSpeed(-1)),
  command("faster", "Play faster", ["Plus"], () => changeSpeed(1)),
  command("loop", "Loop the playback, or stop looping", ["R"], () =>
    playback.setState(({ loop }) => ({ loop: !loop })),
  ),
];

function changeSpeed(places: number): void {
  const speeds: readonly number[] = SPEEDS;
  const speed = speeds[speeds.indexOf(playback.getState().speed) + places];
  if (speed !== undefined) playback.setState({ speed });
}

import { playback, SPEEDS } from "../app/playback.ts";
import { playbackCommands as clockCommands } from "../app/playback-commands.ts";
import type { Command } from "./command.ts";

const group = "Playback";
/** Playback needs rollouts on the screen. */
const enabled = () => playback.getState().duration > 0;

export const playbackCommands: readonly Command[] = [
  ...Object.values(clockCommands).map((command): Command => ({ ...command, group, enabled })),
  { id: "playback.slower", title: "Play slower", group, shortcuts: ["-"], enabled, run: () => changeSpeed(-1) },
  { id: "playback.faster", title: "Play faster", group, shortcuts: ["Plus"], enabled, run: () => changeSpeed(1) },
];

function changeSpeed(places: number): void {
  const speeds: readonly number[] = SPEEDS;
  const speed = speeds[speeds.indexOf(playback.getState().speed) + places];
  if (speed !== undefined) playback.setState({ speed });
}

/** The scene's colours out of the theme's tokens. */
import { Color3, Color4 } from "@babylonjs/core/Maths/math.color.js";
import { token } from "../../theme/theme.ts";
import type { BoardColors } from "./board.ts";

export interface SceneColors extends BoardColors {
  back: Color4;
  /** The boards of a robot in water. */
  water: Omit<BoardColors, "text">;
  /** A muscle at rest and at full activation, and what it is in. */
  calm: Color3;
  warm: Color3;
  flesh: Color3;
  /** A foot on the ground. */
  contact: Color3;
  accent: Color3;
  /** What was before: ways of earlier iterations. */
  past: Color3;
  tip: Color3;
  ghost: Color3;
  ghostLine: Color3;
  /** The network's rollouts. */
  network: Color3;
  /** How far the robot's own colours are taken towards white, 0…1. */
  fade: number;
  /** Light from above and the light that comes back from below. */
  sky: Color3;
  ground: Color3;
  /** 0…1 */
  shadow: number;
}

const color3 = (name: string) => Color3.FromHexString(token(name));
const color4 = (name: string, alpha: number) => Color4.FromColor3(color3(name), alpha);

export function sceneColors(theme: "light" | "dark"): SceneColors {
  return {
    back: color4("scene-back", 1),
    water: { board: color3("water"), minor: color3("water-minor"), major: color3("water-major") },
    calm: color3("muscle-calm"),
    warm: color3("muscle-warm"),
    flesh: color3("flesh"),
    contact: color3("muscle-warm"),
    board: color3("board"),
    minor: color3("board-minor"),
    major: color3("board-major"),
    text: token("board-text"),
    accent: color3("accent"),
    past: color3("series-2"),
    tip: color3("text"),
    ghost: color3("ghost"),
    ghostLine: color3("ghost-line"),
    network: color3("series-3"),
    fade: theme === "dark" ? 0 : 0.14,
    sky: Color3.White(),
    ground: theme === "dark" ? new Color3(0.42, 0.44, 0.5) : new Color3(0.7, 0.72, 0.76),
    shadow: theme === "dark" ? 0.55 : 0.28,
  };
}

/** Loads MuJoCo's WebAssembly build, once per thread. */
import type { MainModule } from "@mujoco/mujoco";

export type MuJoCo = MainModule;

let module: Promise<MuJoCo> | undefined;

/** The MuJoCo module of this thread. The import stays dynamic: the package finds its `.wasm` beside itself. */
export function loadMuJoCo(): Promise<MuJoCo> {
  module ??= import("@mujoco/mujoco").then(({ default: load }) => load({ print: ignore, printErr: ignore }));
  return module;
}

/** MuJoCo prints warnings of a diverging simulation; divergence is judged from the numbers instead. */
function ignore(): void {}

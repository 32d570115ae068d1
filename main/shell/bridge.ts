/** The shell's side of the bridge: one channel, answered to the window's own top frame only. */
import { ipcMain } from "electron";
import { engineAddressChannel } from "./channel.ts";
import type { EngineKeeper } from "./engine-keeper.ts";
import { isOwnPage } from "./origin.ts";

export function answerWindow(engine: EngineKeeper): void {
  ipcMain.handle(engineAddressChannel, async (event, ...payload: unknown[]) => {
    const frame = event.senderFrame;
    if (!frame || frame.parent !== null || !isOwnPage(frame.url))
      throw new Error("Refused: not the workbench's window");
    if (payload.length > 0) throw new Error("Refused: the engine's address takes no arguments");
    const { port, token } = await engine.address();
    return { url: `ws://127.0.0.1:${port}/ws?token=${encodeURIComponent(token)}` };
  });
}

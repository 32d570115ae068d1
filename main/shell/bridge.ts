/** The shell's side of the bridge: one channel, answered to a window's own top frame only. */
import { ipcMain, type WebContents } from "electron";
import { callChannel } from "./channel.ts";
import { isOwnPage } from "./origin.ts";
import { callShell, type ShellApi } from "./shell-api.ts";

/** @param apiOf what the window of these contents may call */
export function answerWindows(apiOf: (contents: WebContents) => ShellApi): void {
  ipcMain.handle(callChannel, async (event, name: unknown, ...args: unknown[]) => {
    const frame = event.senderFrame;
    if (!frame || frame.parent !== null || !isOwnPage(frame.url))
      throw new Error("Refused: not the workbench's window");
    return callShell(apiOf(event.sender), name, args);
  });
}

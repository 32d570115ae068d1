/** The only bridge between the window and the shell: where to find the engine. */
import { contextBridge, ipcRenderer } from "electron";
import { engineAddressChannel } from "./shell/channel.ts";

contextBridge.exposeInMainWorld("guidepost", {
  engineAddress: () => ipcRenderer.invoke(engineAddressChannel),
});

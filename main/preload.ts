/** The only bridge between the window and the shell: what the desktop has beyond a browser. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { callChannel, commandChannel, leavingChannel } from "./shell/channel.ts";

const call =
  (name: string) =>
  (...args: unknown[]): Promise<unknown> =>
    ipcRenderer.invoke(callChannel, name, ...args);

/** What the page keeps before it goes; a page without anything to keep is not waited for. */
let keep: () => Promise<void> = async () => {};
ipcRenderer.on(leavingChannel, () => void keep().finally(() => void call("left")()));

contextBridge.exposeInMainWorld("guidepost", {
  engineAddress: call("engineAddress"),
  showMenu: call("showMenu"),
  setZoom: call("setZoom"),
  notify: call("notify"),
  working: call("working"),
  keepMemory: call("keepMemory"),
  recentProjects: call("recentProjects"),
  openProject: call("openProject"),
  chooseProject: call("chooseProject"),
  choosePath: call("choosePath"),
  versions: call("versions"),
  onCommand: (listener: (id: string) => void) => {
    const hear = (_event: unknown, id: string): void => listener(id);
    ipcRenderer.on(commandChannel, hear);
    return () => ipcRenderer.off(commandChannel, hear);
  },
  onLeaving: (listener: () => Promise<void>) => {
    keep = listener;
  },
  // Electron before 32 says it on the file itself.
  pathOf: (file: File & { path?: string }) => (webUtils ? webUtils.getPathForFile(file) : (file.path ?? "")),
});

/** The workbench's window: sandboxed, isolated, without Node; it remembers its place. */
import path from "node:path";
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { rememberBounds, rememberedBounds } from "./bounds.ts";
import { origin } from "./origin.ts";

/** Opens the window and resolves once its page can be seen. */
export async function openWindow(): Promise<BrowserWindow> {
  const file = path.join(app.getPath("userData"), "window.json");
  const bounds = rememberedBounds(
    file,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    title: "Guidepost",
    width: 1440,
    height: 900,
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    // The page's own ground, so that nothing flashes before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#16181c" : "#f4f5f6",
    webPreferences: {
      preload: path.join(__dirname, "../preload/index.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // The spelling checker would download its dictionaries.
      spellcheck: false,
    },
  });
  if (bounds?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => rememberBounds(file, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
  await window.loadURL(`${origin}/index.html`);
  return window;
}

/** The workbench's window: sandboxed, isolated, without Node; it remembers its place. */
import path from "node:path";
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { rememberBounds, rememberedBounds } from "./bounds.ts";
import { origin } from "./origin.ts";
import { keepPage } from "./page-keeper.ts";
import { showWhenDrawn } from "./show-when-drawn.ts";

/** From one window to the next [px]. */
const CASCADE = 32;

export interface OpeningWindow {
  window: BrowserWindow;
  /** Resolves once its page can be seen. */
  shown: Promise<void>;
}

export function openWindow(): OpeningWindow {
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
  // Beside the others, not on top of them.
  const others = BrowserWindow.getAllWindows().length - 1;
  if (others > 0) window.setPosition(...(window.getPosition().map((at) => at + others * CASCADE) as [number, number]));
  showWhenDrawn(window);
  window.on("close", () => rememberBounds(file, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
  keepPage(window.webContents);
  return { window, shown: window.loadURL(`${origin}/index.html`) };
}

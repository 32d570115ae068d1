/** The machine's own Chromium, drawing as it does by itself where there is no graphics card. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const viewport = { width: 1280, height: 800 };

/** Its executable, or null where there is none. */
export function findChromium(): string | null {
  return [process.env.GUIDEPOST_CHROMIUM, ...places].find((name) => name !== undefined && existsSync(name)) ?? null;
}

export function launchChromium(file: string): Promise<Browser> {
  return chromium.launch({
    executablePath: file,
    args: ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"],
  });
}

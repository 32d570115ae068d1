/** Where the engine listens: told by the desktop shell, or the page's own origin in a browser. */

interface DesktopBridge {
  engineAddress(): Promise<{ url: string }>;
}

declare global {
  interface Window {
    guidepost?: DesktopBridge;
  }
}

export async function engineUrl(): Promise<string> {
  if (window.guidepost) return (await window.guidepost.engineAddress()).url;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/ws`;
}

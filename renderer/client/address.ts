/** Where the engine listens: told by the desktop shell, or the page's own origin in a browser. */

export async function engineUrl(): Promise<string> {
  if (window.guidepost) return (await window.guidepost.engineAddress()).url;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/ws`;
}

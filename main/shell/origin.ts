/** The window's own scheme and host: everything that it loads lies under this origin. */
export const scheme = "app";
export const host = "guidepost";
export const origin = `${scheme}://${host}`;

/** Whether a URL belongs to the window's own pages. */
export function isOwnPage(url: string): boolean {
  return parsed(url)?.href.startsWith(`${origin}/`) ?? false;
}

/** Whether the window may ask for a URL at all: its own files, the engine on loopback and data that it made itself. */
export function isOwnRequest(url: string): boolean {
  switch (parsed(url)?.protocol) {
    case "ws:":
      return parsed(url)?.hostname === "127.0.0.1";
    case "blob:":
      return isOwnPage(url.slice("blob:".length));
    case "data:":
    case "devtools:":
      return true;
    default:
      return isOwnPage(url);
  }
}

/** Electron 25 has no URL.canParse. */
function parsed(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

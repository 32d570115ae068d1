/** From a request of the window to a file of the built renderer, never outside of its folder. */
import path from "node:path";
import { host } from "./origin.ts";

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

export interface ServedFile {
  /** Absolute path inside the root. */
  file: string;
  contentType: string;
}

/** The file that `url` names under `root`, or null when it names another host, an unknown type or a path outside. */
export function servedFile(root: string, url: string): ServedFile | null {
  const { hostname, pathname } = new URL(url);
  if (hostname !== host) return null;
  const name = decoded(pathname === "/" ? "/index.html" : pathname);
  if (name === null) return null;
  const file = path.join(root, name);
  const contentType = contentTypes[path.extname(file)];
  const inside = file.startsWith(path.resolve(root) + path.sep);
  return inside && contentType !== undefined ? { file, contentType } : null;
}

/** Percent-decoded path; null when malformed, or when decoding brings in what a plain path cannot hold. */
function decoded(pathname: string): string | null {
  try {
    const name = decodeURIComponent(pathname);
    return name.includes("\0") || name.includes("\\") ? null : name;
  } catch {
    return null;
  }
}

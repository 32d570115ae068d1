/** The app:// scheme: the built renderer, read-only, with the window's security headers. */
import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import { servedFile } from "./files.ts";
import { scheme } from "./origin.ts";
import { pageHeaders } from "./page-headers.ts";

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves `root` once the app is ready. */
export function serveScheme(root: string): void {
  protocol.handle(scheme, async (request) => {
    const served = request.method === "GET" ? servedFile(root, request.url) : null;
    if (served === null) return new Response("Not found", { status: 404 });
    const body = await readFile(served.file).catch(() => null);
    if (body === null) return new Response("Not found", { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: { ...pageHeaders, "Content-Type": served.contentType },
    });
  });
}

/** Plain requests: the built window, read-only, to whoever has the token. */
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { servedFile } from "../shell/files.ts";
import { origin } from "../shell/origin.ts";
import { pageHeaders } from "../shell/page-headers.ts";
import { type Access, cookieName, refusePage, tokenInAddress } from "./access.ts";

const headers = { ...pageHeaders, "Cache-Control": "no-store" };

/** Answers from the files under `root`. */
export async function answerPage(
  root: string,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Nothing that is sent along is read.
  if (hasBody(request)) response.setHeader("Connection", "close");
  const refusal = refusePage(request, access);
  if (refusal !== null) return plain(response, refusal.status, refusal.reason);
  if (request.method !== "GET") return plain(response, 405, "Only GET is answered.");
  if (tokenInAddress(request) !== null) return moveTokenToCookie(access, response);
  const served = servedFile(root, `${origin}${request.url}`);
  const body = served && (await readFile(served.file).catch(() => null));
  if (!served || !body) return plain(response, 404, "Not found.");
  response.writeHead(200, { ...headers, "Content-Type": served.contentType }).end(body);
}

function hasBody({ headers: sent }: IncomingMessage): boolean {
  return sent["transfer-encoding"] !== undefined || !["0", undefined].includes(sent["content-length"]);
}

/** The token leaves the address bar, and with it the browser's history. */
function moveTokenToCookie({ port, token }: Access, response: ServerResponse): void {
  const cookie = `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`;
  response.writeHead(302, { ...headers, Location: "/", "Set-Cookie": cookie }).end();
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/**
 * Who may talk to the engine: only pages of its own on this machine, and only with the token.
 *
 * The Host check stops a foreign name that was made to resolve to loopback, the Origin check stops other pages in the
 * same browser, the token stops everybody else on the machine.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { origin as shellOrigin } from "../shell/origin.ts";

export type Refusal = { status: 401 | 403 | 404 | 405 | 503; reason: string };

export interface Access {
  port: number;
  token: string;
}

const hosts = (port: number): string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Cookies are shared between the ports of a host, so the name carries the port. */
export const cookieName = (port: number): string => `guidepost-${port}`;

/** A refusal of a plain request, or null. Whoever opens a page says nothing of where they come from, or names our own. */
export function refusePage(request: IncomingMessage, access: Access): Refusal | null {
  const foreign = request.headers.origin === undefined ? null : refuseOrigin(request, access);
  return foreign ?? refuseHost(request, access) ?? refuseToken(request, access);
}

/** A refusal of a socket, or null. Browsers always say where a socket comes from; nobody else has to be let in. */
export function refuseSocket(request: IncomingMessage, access: Access): Refusal | null {
  return refuseOrigin(request, access) ?? refusePage(request, access) ?? refusePlace(request);
}

function refuseOrigin({ headers }: IncomingMessage, { port }: Access): Refusal | null {
  const allowed = [shellOrigin, ...hosts(port).map((host) => `http://${host}`)];
  return allowed.includes(headers.origin ?? "") ? null : { status: 403, reason: "This origin may not connect." };
}

function refusePlace({ url }: IncomingMessage): Refusal | null {
  if (["/", "/ws"].includes(url?.split("?")[0] ?? "")) return null;
  return { status: 404, reason: "Sockets are opened at / or /ws." };
}

/** The token in the address, if there is one. */
export function tokenInAddress(request: IncomingMessage): string | null {
  return new URLSearchParams(request.url?.split("?")[1] ?? "").get("token");
}

function refuseHost(request: IncomingMessage, { port }: Access): Refusal | null {
  if (hosts(port).includes(request.headers.host ?? "")) return null;
  return { status: 403, reason: `Only ${hosts(port).join(" and ")} are served.` };
}

function refuseToken(request: IncomingMessage, { port, token }: Access): Refusal | null {
  const given = tokenInAddress(request) ?? cookie(request, cookieName(port));
  if (given !== null && sameToken(given, token)) return null;
  return {
    status: 401,
    reason: "Open the address that guidepost serve printed: it carries the token of this session.",
  };
}

function cookie(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value !== undefined) return value;
  }
  return null;
}

function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

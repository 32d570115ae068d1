import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";

type Listener = (...args: unknown[]) => unknown;
const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock("electron", () => ({ app: { on: (name: string, listener: Listener) => listeners.set(name, listener) } }));

const { confinePages, confineSession } = await import("./security.ts");
const { contentSecurityPolicy } = await import("./csp.ts");

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
  .map((name) => readFileSync(path.join(import.meta.dirname, name), "utf8"))
  .join("\n");

describe("every page", () => {
  const own = new Map<string, Listener>();
  let openHandler: Listener = () => {};
  beforeEach(() => {
    own.clear();
    confinePages();
    listeners.get("web-contents-created")?.(
      {},
      {
        on: (name: string, listener: Listener) => own.set(name, listener),
        setWindowOpenHandler: (handler: Listener) => {
          openHandler = handler;
        },
      },
    );
  });
  const prevented = (name: string, ...args: unknown[]) => {
    const preventDefault = vi.fn();
    own.get(name)?.({ preventDefault }, ...args);
    return preventDefault.mock.calls.length > 0;
  };

  it("opens no windows and holds no web views", () => {
    expect(openHandler({ url: "app://guidepost/index.html" })).toEqual({ action: "deny" });
    expect(prevented("will-attach-webview")).toBe(true);
  });

  it.each(["will-navigate", "will-redirect"])("goes nowhere but to our own pages: %s", (name) => {
    expect(prevented(name, "https://example.org/")).toBe(true);
    expect(prevented(name, "file:///etc/passwd")).toBe(true);
    expect(prevented(name, "app://guidepost/index.html")).toBe(false);
  });
});

it("a session grants no permission and no device, and cancels what goes elsewhere", () => {
  const handlers: Record<string, Listener> = {};
  const answers: unknown[] = [];
  const keep = (name: string) => (handler: Listener) => {
    handlers[name] = handler;
  };
  confineSession({
    setPermissionRequestHandler: keep("request"),
    setPermissionCheckHandler: keep("check"),
    setDevicePermissionHandler: keep("device"),
    setSpellCheckerEnabled: (enabled: boolean) => answers.push(enabled),
    webRequest: { onBeforeRequest: keep("before") },
  } as never);
  handlers.request?.({}, "media", (answer: unknown) => answers.push(answer));
  handlers.before?.({ url: "https://example.org/" }, (answer: unknown) => answers.push(answer));
  handlers.before?.({ url: "ws://127.0.0.1:4000/ws" }, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([false, false, { cancel: true }, { cancel: false }]);
  expect([handlers.check?.(), handlers.device?.()]).toEqual([false, false]);
});

it("the policy allows nothing inline, evaluated or from elsewhere", () => {
  expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
  expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:/);
  expect(contentSecurityPolicy.match(/ws:\S+/g)).toEqual(["ws://127.0.0.1:*;"]);
});

it("the shell hands no address to the system and loads no page but its own", () => {
  expect(sources).not.toMatch(/openExternal|loadFile\(|nodeIntegration: true|sandbox: false|webSecurity: false/);
  expect(sources).not.toMatch(/enableBlinkFeatures|experimentalFeatures|allowRunningInsecureContent/);
  expect([...sources.matchAll(/loadURL\(([^)]*)\)/g)].map(([, url]) => url)).toEqual([
    "url: string",
    "recoveryPage",
    "`$" + "{origin}/index.html`",
  ]);
});

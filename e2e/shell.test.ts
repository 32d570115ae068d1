/** What a page inside the shell may not do. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { emptyFolder } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { processesRunning } from "./setup/processes.ts";

describe.skipIf(inject("stage").electron.missing)("a page in the shell", () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await openDesktop(emptyFolder("shell"));
  });
  afterAll(() => desktop?.close());

  it("has no Node, and the functions of ours", async () => {
    const found = await desktop.page.evaluate(() => [
      typeof require,
      typeof process,
      Object.keys(window.guidepost ?? {}),
    ]);
    expect(found.slice(0, 2)).toEqual(["undefined", "undefined"]);
    expect([...(found[2] ?? [])].sort()).toEqual([
      "choosePath",
      "chooseProject",
      "engineAddress",
      "keepMemory",
      "notify",
      "onCommand",
      "onLeaving",
      "openProject",
      "pathOf",
      "recentProjects",
      "setZoom",
      "showMenu",
      "versions",
      "working",
    ]);
  });

  it("is isolated, sandboxed and without any weakening preference", async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as Electron.WebContents & {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    // What is off is left out by some versions.
    expect([preferences.enableBlinkFeatures, preferences.nodeIntegrationInWorker].filter(Boolean)).toEqual([]);
  });

  it("runs nothing that is written into it or evaluated, and says so as a violation", async () => {
    const violated = await desktop.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.injected = true";
      document.body.append(script);
      const image = new Image();
      image.src = "https://example.org/a.png";
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { violations: violations.sort(), injected: "injected" in window };
    });
    expect(violated).toEqual({ violations: ["img-src", "script-src-elem"], injected: false });
    expect(desktop.complaints.violations.splice(0)).toHaveLength(2);
  });

  it("has no web views, and none could be attached", async () => {
    const found = await desktop.page.evaluate(() => {
      const view = document.createElement("webview");
      view.setAttribute("src", "app://guidepost/index.html");
      document.body.append(view);
      return "loadURL" in view;
    });
    expect(found).toBe(false);
    expect(await desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  it("has no cookies", async () => {
    expect(await desktop.app.evaluate(({ session }) => session.defaultSession.cookies.get({}))).toEqual([]);
  });

  it("reads no file of the machine by its address", async () => {
    const read = await desktop.page.evaluate(() => fetch("file:///etc/passwd").then(String, String));
    expect(read).toMatch(/Failed to fetch/);
    expect(desktop.complaints.violations.splice(0).join()).toMatch(/file:\/\/\/etc\/passwd/);
  });

  it("cannot leave its origin", async () => {
    const before = desktop.page.url();
    await desktop.page.evaluate(() => {
      location.href = "https://example.org/";
    });
    await desktop.page.evaluate(() => new Promise(requestAnimationFrame));
    expect(desktop.page.url()).toBe(before);
    expect(before).toBe("app://guidepost/index.html");
  });

  it("cannot open windows", async () => {
    expect(await desktop.page.evaluate(() => window.open("https://example.org/"))).toBeNull();
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it("gets no permissions", async () => {
    expect(await desktop.page.evaluate(() => Notification.requestPermission())).toBe("denied");
    expect(
      await desktop.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).catch(String)),
    ).toMatch(/NotAllowed|NotFound/);
  });

  it("reaches nothing outside of this machine", async () => {
    const fetched = await desktop.page.evaluate(() => fetch("https://example.org/").then(String, String));
    expect(fetched).toMatch(/Failed to fetch/);
    expect(desktop.complaints.violations.splice(0).join()).toMatch(/https:\/\/example\.org/);
  });

  it("reads no file outside of the renderer", async () => {
    const status = (path: string) => desktop.page.evaluate((url) => fetch(url).then((answer) => answer.status), path);
    expect(await status("app://guidepost/index.html")).toBe(200);
    expect(await status("app://guidepost/%2e%2e%2f%2e%2e%2fpackage.json")).toBe(404);
    expect(await status("app://guidepost/..%2f..%2fpackage.json")).toBe(404);
  });

  it("lives under a policy without unsafe sources, and no other page gets at its files", async () => {
    const [policy, ...others] = await desktop.page.evaluate(() =>
      fetch("app://guidepost/index.html").then(({ headers }) =>
        [
          "content-security-policy",
          "x-content-type-options",
          "referrer-policy",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
        ].map((name) => headers.get(name)),
      ),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(others).toEqual(["nosniff", "no-referrer", "same-origin", "same-origin"]);
  });

  it("is answered on the bridge only in the words of its contract", async () => {
    const refused = (call: string) => desktop.page.evaluate(`window.guidepost.${call}.catch(String)`);
    expect(await refused("engineAddress('please')")).toMatch(/Refused: engineAddress does not take these arguments/);
    expect(await refused("setZoom(40)")).toMatch(/Refused/);
    expect(await refused("openProject({})")).toMatch(/Refused/);
  });

  it("is told where its engine is", async () => {
    const url = await desktop.page.evaluate(() => window.guidepost?.engineAddress().then((address) => address.url));
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws\?token=.{40,}$/);
  });

  it("gets a new engine when the old one dies", async () => {
    const address = () => desktop.page.evaluate(() => window.guidepost?.engineAddress().then(({ url }) => url));
    const before = await address();
    const [engine] = processesRunning("engine.cjs", desktop.app.process().pid ?? 0);
    process.kill(engine ?? 0, "SIGKILL");
    await expect.poll(address, { timeout: 60_000 }).not.toBe(before);
  });

  it("is loaded again when its process dies, and gives way to the recovery page at the third time", async () => {
    // A page whose process is gone never answers.
    const title = () =>
      desktop.app.evaluate(({ BrowserWindow }) =>
        Promise.race([
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('h1')?.textContent"),
          new Promise((resolve) => setTimeout(resolve, 2000)),
        ]),
      );
    const id = () =>
      desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
    for (const expected of ["Guidepost", "Guidepost", "The window stopped three times within a minute"]) {
      const before = await id();
      process.kill(before, "SIGKILL");
      await expect.poll(id, { timeout: 60_000 }).not.toBe(before);
      await expect.poll(title, { timeout: 60_000 }).toBe(expected);
    }
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('a').click()"),
    );
    await expect.poll(title, { timeout: 60_000 }).toBe("Guidepost");
  });
});

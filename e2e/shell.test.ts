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
      "notify",
      "onCommand",
      "openProject",
      "pathOf",
      "recentProjects",
      "setZoom",
      "showMenu",
      "versions",
      "working",
    ]);
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
  });

  it("reads no file outside of the renderer", async () => {
    const status = (path: string) => desktop.page.evaluate((url) => fetch(url).then((answer) => answer.status), path);
    expect(await status("app://guidepost/index.html")).toBe(200);
    expect(await status("app://guidepost/%2e%2e%2f%2e%2e%2fpackage.json")).toBe(404);
    expect(await status("app://guidepost/..%2f..%2fpackage.json")).toBe(404);
  });

  it("lives under a policy without unsafe sources", async () => {
    const policy = await desktop.page.evaluate(() =>
      fetch("app://guidepost/index.html").then((answer) => answer.headers.get("content-security-policy")),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
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
});

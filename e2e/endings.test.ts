/** How a training ends that nobody lets come to its end: stopped with Guidepost, or failing by itself. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, inject, it } from "vitest";
import type { RunLabels } from "../main/engine/api.ts";
import { openProject } from "../main/projects/project.ts";
import { openBrowser } from "./setup/browser.ts";
import { emptyFolder, ended, firstLine, guidepost, type Line, root, start } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { isRunning, processesRunning } from "./setup/processes.ts";
import { workbench } from "./setup/workbench.ts";

const { chromium, electron } = inject("stage");
/** Far more than a test waits for. */
const LONG = { Iterations: 1000, Samples: 2 };
const ASKED = "Guidepost was asked to end while it trained.";

/** The only run of a project, after every row of its store was compared with its checksum. */
async function onlyRun(folder: string): Promise<Line> {
  const project = ["--project", path.join(folder, "project"), "--json"];
  expect((await guidepost(folder, "verify", ...project)).code).toBe(0);
  const [shown] = (await guidepost(folder, "show", "1", ...project)).lines();
  return shown ?? {};
}

/** The run was stopped in order, has iterations, and goes on after the last of them. */
async function requireStopped(folder: string): Promise<void> {
  const run = await onlyRun(folder);
  expect(run).toMatchObject({ status: "cancelled", reason: ASKED });
  const done = Number(run.iterationsDone);
  expect(done).toBeGreaterThan(0);
  const project = ["--project", path.join(folder, "project"), "--json"];
  const resumed = await guidepost(folder, "train", "--resume", "1", "--iterations", String(done + 1), ...project);
  expect(resumed.lines()).toMatchObject([{ iteration: done + 1 }, { type: "run", status: "completed" }]);
}

describe("a training that is stopped with Guidepost", () => {
  it("by SIGTERM to the command line is cancelled in order", async () => {
    const folder = emptyFolder("sigterm");
    const project = ["--project", path.join(folder, "project")];
    const child = start(folder, ["train", "peg2d", "--iterations", "1000", "--samples", "2", "--json", ...project]);
    let err = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    await firstLine(child, (line) => line.type === "iteration");
    child.kill("SIGTERM");
    // The launcher ends as its program does.
    await ended(child);
    expect(child.signalCode ?? child.exitCode).toBeOneOf(["SIGTERM", 143]);
    expect(err).toMatch(/^Stopped\. Go on with: guidepost train --resume 1 --project \S+\n$/);
    await requireStopped(folder);
  });

  it.skipIf(chromium.missing)("by SIGTERM to the server is cancelled in order, and the window says so", async () => {
    const folder = emptyFolder("served");
    const served = await openBrowser(folder);
    const bench = workbench(served.page);
    await bench.ready();
    await bench.train(LONG);
    await expect.poll(bench.points, { timeout: 60_000 }).toBeGreaterThan(1);
    served.server.kill("SIGTERM");
    expect(await ended(served.server)).toBe(0);
    await served.page
      .getByText(/not answer|connecting/i)
      .first()
      .waitFor();
    await served.close();
    await requireStopped(folder);
  });

  it.skipIf(electron.missing)(
    "by closing its window is cancelled in order, and is told at the next start",
    async () => {
      const folder = emptyFolder("closed");
      const first = await openDesktop(folder);
      const shell = first.app.process();
      const bench = workbench(first.page);
      await bench.ready();
      await bench.train(LONG);
      await expect.poll(bench.points, { timeout: 60_000 }).toBeGreaterThan(1);
      const engines = processesRunning("engine.cjs", shell.pid ?? 0);
      expect(engines).toHaveLength(1);
      const exit = ended(shell);
      await first.app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.close());
      expect(await exit).toBe(0);
      expect(engines.filter(isRunning)).toEqual([]);

      const second = await openDesktop(folder);
      await workbench(second.page).runIs("cancelled");
      const card = await second.page.getByTestId("run-card").textContent();
      expect(card).toContain(`${ASKED} Every finished iteration is kept. Resume goes on from the last one.`);
      await second.close();
      await requireStopped(folder);
    },
  );
});

describe("a training that fails", () => {
  const folder = emptyFolder("failing");
  const train = (...args: string[]) =>
    guidepost(folder, "train", "peg2d", "--json", "--project", path.join(folder, "project"), ...args);

  it("keeps its finished iterations and says why", async () => {
    // From the second iteration on nothing varies, so that no dynamics can be fitted.
    const rigid = ["noiseDecay=1e-300", "noiseDecayStart=0", "lateSpread=0", "lateSpreadStart=1", "ridge=1e-300"];
    const settings = [...rigid, "noiseFloor=0", "noiseSmoothing=0"].flatMap((setting) => ["--set", setting]);
    const { code, stderr, lines } = await train("--iterations", "4", "--samples", "20", "--prior", "none", ...settings);
    expect(code).toBe(1);
    expect(lines()).toMatchObject([{ iteration: 1 }, { type: "run", status: "failed" }]);
    expect(stderr).toMatch(/^Run 0001 failed: the dynamics fitted at step \d+ are not positive definite\n$/);
    expect(await onlyRun(folder)).toMatchObject({
      status: "failed",
      iterationsDone: 1,
      reason: expect.stringMatching(/not positive definite/),
    });
  });

  it.each([
    [
      "whose simulation diverges",
      'damping="10"',
      'damping="-100000"',
      /Run \d+ failed: .* 2 diverged; .*smaller timestep/,
    ],
    ["whose model does not simulate", 'timestep="0.005"', 'timestep="1e6"', /cannot be used: the model's timestep is/],
  ])("%s ends with its reason, in one line", async (_, of, by, reason) => {
    const model = readFileSync(path.join(root, "resources/models/peg2d.xml"), "utf8");
    expect(model).toContain(of);
    const file = path.join(folder, "robot.xml");
    writeFileSync(file, model.replace(of, by));
    const { code, stderr } = await train("--iterations", "2", "--samples", "2", "--model", file);
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

/** What a person has added to a run, as it is on the disk at this moment. */
function labelsIn(project: string, run = 1): RunLabels {
  const { store, close } = openProject(project, "read");
  try {
    return store.labels(run);
  } finally {
    close();
  }
}

/** A second is promised, on a machine with time for it: how long it took is told, and not judged. */
async function keptSoon(what: string, kept: () => unknown, typed: unknown): Promise<void> {
  const since = performance.now();
  await expect.poll(kept, { timeout: 60_000, interval: 20 }).toEqual(typed);
  console.log(`${what} is kept ${Math.round(performance.now() - since)} ms after the last letter`);
}

describe.skipIf(electron.missing)("what is typed last", () => {
  /** A project with a run, open in the shell. */
  async function opened(name: string): Promise<{ project: string; desktop: Desktop }> {
    const folder = emptyFolder(name);
    const project = path.join(folder, "project");
    await guidepost(folder, "train", "peg2d", "--iterations", "1", "--samples", "2", "--project", project);
    const desktop = await openDesktop(folder);
    await workbench(desktop.page).learned(1);
    return { project, desktop };
  }

  /** Resolves when the shell has ended by itself. */
  async function ends({ app }: Desktop, end: () => Promise<unknown>): Promise<void> {
    const exit = ended(app.process());
    // The shell goes with the question unanswered.
    end().catch(() => {});
    expect(await exit).toBe(0);
  }

  it.each(["quitting", "closing"] as const)("on a run is kept by %s at once", async (way) => {
    const { project, desktop } = await opened(way);
    const { app, page } = desktop;
    const library = page.getByTestId("library");
    await page.locator(".panel-title", { hasText: "Runs table" }).click();
    await library.getByRole("row").nth(1).click();
    await library.getByRole("textbox", { name: "Tags" }).fill("typed, last");
    await library.getByRole("textbox", { name: "Name" }).fill("named at the end");
    await library.getByRole("textbox", { name: "Note" }).fill("noted at the very end");
    const end = {
      quitting: () => app.evaluate(({ app: shell }) => shell.quit()),
      closing: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    };
    await ends(desktop, end[way]);
    const [run] = (await guidepost(path.dirname(project), "runs", "--project", project, "--json")).lines();
    const labels = { name: "named at the end", note: "noted at the very end", tags: ["typed", "last"] };
    expect(run).toMatchObject({ labels });
  });

  it("on a run is kept without leaving the field, whatever ends everything", async () => {
    const { project, desktop } = await opened("typed-and-killed");
    const { page, app } = desktop;
    const library = page.getByTestId("library");
    await page.locator(".panel-title", { hasText: "Runs table" }).click();
    await library.getByRole("row").nth(1).click();
    const typed = { Name: "half a name", Tags: "paper, figure 2", Note: "half a note" };
    const labels = () => labelsIn(project);
    // The keyboard stays in the field: nothing but the time keeps what was typed.
    await library.getByRole("textbox", { name: "Name" }).pressSequentially(typed.Name);
    await keptSoon("a name", () => labels().name, typed.Name);
    await library.getByRole("textbox", { name: "Note" }).pressSequentially(typed.Note);
    await keptSoon("a note", () => labels().note, typed.Note);
    await library.getByRole("textbox", { name: "Tags" }).pressSequentially(typed.Tags);
    await keptSoon("tags", () => labels().tags, ["paper", "figure 2"]);
    const exit = ended(app.process());
    for (const id of [...processesRunning("engine.cjs", app.process().pid ?? 0), app.process().pid ?? 0])
      process.kill(id, "SIGKILL");
    await exit;
    expect(labels()).toMatchObject({ name: typed.Name, note: typed.Note, tags: ["paper", "figure 2"] });
  });

  it("as tags of several runs is kept without leaving the field, and half a tag gives way to the whole", async () => {
    const folder = emptyFolder("tagged");
    const project = path.join(folder, "project");
    const train = ["train", "peg2d", "--iterations", "1", "--samples", "2", "--sweep", "seed=1..2"];
    await guidepost(folder, ...train, "--project", project);
    const { page, close } = await openDesktop(folder);
    const library = page.getByTestId("library");
    await page.locator(".panel-title", { hasText: "Runs table" }).click();
    await library.getByRole("treegrid").focus();
    await page.keyboard.press("Control+A");
    const tags = library.getByRole("textbox", { name: "Add tags" });
    await tags.pressSequentially("pap");
    await keptSoon("half a tag", () => labelsIn(project, 2).tags, ["pap"]);
    await tags.pressSequentially("er");
    await keptSoon("a whole tag", () => labelsIn(project, 1).tags, ["paper"]);
    expect(labelsIn(project, 2).tags).toEqual(["paper"]);
    await page.keyboard.press("Escape");
    await keptSoon("what Escape takes back", () => labelsIn(project, 2).tags, []);
    // What was not kept yet is taken back as well, and does not come with the field's being left.
    await library.getByRole("row").nth(1).click();
    const name = library.getByRole("textbox", { name: "Name" });
    await name.pressSequentially("a slip");
    await name.press("Escape");
    await library.getByRole("textbox", { name: "Note" }).pressSequentially("noted");
    await keptSoon("a note", () => labelsIn(project, 2).note, "noted");
    expect(labelsIn(project, 2).name).toBe("");
    await close();
  });

  it("as the name of a layout is kept, whatever ends everything", async () => {
    const { project, desktop } = await opened("layout-and-killed");
    const { page, app } = desktop;
    const onDisk = app.evaluate(
      ({ session }) =>
        new Promise<void>((resolve) => {
          const flush = session.defaultSession.flushStorageData.bind(session.defaultSession);
          session.defaultSession.flushStorageData = () => {
            flush();
            resolve();
          };
        }),
    );
    await page.keyboard.press("Control+Shift+L");
    await page.getByRole("textbox", { name: "Name of the layout" }).fill("mine");
    await page.getByRole("dialog", { name: "Layouts" }).getByRole("button", { name: "Save" }).click();
    await onDisk;
    // The write itself is Chromium's, and takes it no second.
    await page.waitForTimeout(1000);
    const exit = ended(app.process());
    process.kill(app.process().pid ?? 0, "SIGKILL");
    await exit;
    const again = await openDesktop(path.dirname(project));
    await workbench(again.page).learned(1);
    await again.page.keyboard.press("Control+Shift+L");
    await again.page.getByRole("dialog", { name: "Layouts" }).getByRole("button", { name: /^mine/ }).waitFor();
    await again.close();
  });

  it("in a project's notes is kept by quitting at once", async () => {
    const { project, desktop } = await opened("notes");
    await desktop.page.keyboard.press("Control+I");
    await desktop.page.getByRole("textbox", { name: "Notes" }).fill("noted at the very end");
    await ends(desktop, () => desktop.app.evaluate(({ app }) => app.quit()));
    expect(JSON.parse(readFileSync(path.join(project, "project.json"), "utf8"))).toMatchObject({
      notes: "noted at the very end",
    });
  });
});

/** What the window does, and does not do, while a small task trains at twenty iterations a second. */
import { unpack } from "msgpackr";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Observed, observe, observed } from "./paced/observe.ts";
import { openPacedWindow, type PacedWindow, resume } from "./paced/open-window.ts";
import { emptyFolder } from "./setup/command.ts";

const library = { runs: 60, history: 1500, total: 3000 };
/** How long the window is watched, in iterations. */
const watched = 120;

/**
 * What a learning curve may draw however long its history, in steps of its paths by pixels across: two for its line, two
 * for each edge of its band, four for the band and two for rejected points.
 */
const stepsAcross = 12;

/** No message but an iteration's rollouts is as long [bytes]. */
const ROLLOUTS_LENGTH = 50_000;

describe.skipIf(inject("stage").chromium.missing)("the window beside a fast training", () => {
  let paced: PacedWindow;
  let during: Observed;
  beforeAll(async () => {
    paced = await openPacedWindow(emptyFolder("smooth"), inject("stage").chromium.file, library, observe);
    await paced.page.evaluate(() => {
      Object.assign(window.observed, { rows: [], stepsAcross: 0, drawingsInFrame: 0 });
    });
    await resume(paced.page, library.history + watched);
    during = await observed(paced.page);
  }, 240_000);
  afterAll(() => paced?.close());

  it("draws no chart twice in a frame, and fewer drawings than there are iterations", () => {
    expect(during.drawings).toBeGreaterThan(0);
    expect(during.drawingsInFrame).toBe(1);
  });

  it("draws as many points as the curve is wide, not as many as there are iterations", () => {
    expect(during.stepsAcross).toBeGreaterThan(0);
    expect(during.stepsAcross).toBeLessThan(stepsAcross);
  });

  it("asks for the newest rollouts only, and for no others before it has them", () => {
    const requests = requestsOf(during.messages).filter(({ newest }) => newest > 0);
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.length).toBeLessThan(watched / 2);
    for (const { iteration, newest, waiting } of requests) expect([iteration, waiting]).toEqual([newest, 0]);
  });

  it("renders no row of the library but the run's own", () => {
    expect(during.rows).toEqual([String(library.runs + 1)]);
  });

  it("draws nothing once nothing moves", async () => {
    const { page } = paced;
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
    const pause = page.getByRole("button", { name: "Pause", exact: true });
    if (await pause.isVisible()) await pause.click();
    let before = await observed(page);
    await expect.poll(() => settled(), { timeout: 120_000, interval: 500 }).toBe(true);
    const still = await observed(page);
    await page.evaluate(framesPass, 60);
    const after = await observed(page);
    expect([after.sceneCalls, after.drawings]).toEqual([still.sceneCalls, still.drawings]);
    expect(still.sceneCalls).toBeGreaterThan(0);
    // Drafts are for what moves.
    expect(await page.getByTestId("scene").getAttribute("data-fine")).toBe("true");

    async function settled(): Promise<boolean> {
      const { sceneCalls, drawings } = before;
      before = await observed(page);
      return before.sceneCalls === sceneCalls && before.drawings === drawings;
    }
  });

  it("draws no scene behind another panel, and goes on with it when it is seen again", async () => {
    const { page } = paced;
    const calls = async () => (await observed(page)).sceneCalls;
    const tab = (title: string) => page.locator(".panel-title", { hasText: title }).click();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    const playing = await calls();
    await expect.poll(calls, { timeout: 60_000 }).toBeGreaterThan(playing);
    await tab("Runs table");
    await page.evaluate(framesPass, 5);
    const hidden = await calls();
    await page.evaluate(framesPass, 60);
    expect(await calls()).toBe(hidden);
    await tab("Scene");
    await expect.poll(calls, { timeout: 60_000 }).toBeGreaterThan(hidden);
  });
});

interface Request {
  iteration: number;
  /** The newest iteration that had been told of by then; 0 before the first. */
  newest: number;
  /** Requests that had not been answered by then. */
  waiting: number;
}

function requestsOf(messages: Observed["messages"]): Request[] {
  const requests: Request[] = [];
  let newest = 0;
  let waiting = 0;
  for (const { sent, length, bytes } of messages) {
    const [method, args] = bytes.length > 0 ? callOf(bytes) : [null, []];
    if (!sent && method === "iteration") newest = (args[1] as { iteration: number }).iteration;
    else if (sent && method === "rollouts") requests.push({ iteration: Number(args[1]), newest, waiting: waiting++ });
    else if (!sent && length > ROLLOUTS_LENGTH) waiting = 0;
  }
  return requests;
}

/** A call or an event of the line, by name and arguments. */
function callOf(bytes: number[]): [string | null, unknown[]] {
  const { m, a } = unpack(Uint8Array.from(bytes)) as { m?: string; a?: unknown[] };
  return [m ?? null, a ?? []];
}

/** Resolves after so many animation frames; runs in the page. */
function framesPass(count: number): Promise<void> {
  return new Promise((resolve) => {
    const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)));
    next(count);
  });
}

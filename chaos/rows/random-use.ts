/** A person who presses, types and drags whatever there is, in the window that a browser shows. */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import path from "node:path";
import { findChromium, launchChromium, viewport } from "../../e2e/setup/chromium.ts";
import { listenForComplaints } from "../../e2e/setup/complaints.ts";
import { run, start } from "../program.ts";
import { actAtRandom } from "../random-actions.ts";
import { type Row, SkippedError } from "../row.ts";
import { trainedProject } from "../trained-project.ts";

const ACTIONS = 60;

export const randomUse: Row = {
  name: "random-use",
  title: `a person who presses, types and drags anything: ${ACTIONS} times in a window of its own`,
  promise: "the window stays, and reports no error; the engine ends when it is asked to, and the project is whole",
  cases: { short: 2, long: 50 },
  async open(home) {
    const chromium = findChromium();
    if (chromium === null) throw new SkippedError("chromium is not installed");
    const trained = await trainedProject(home);
    const browser = await launchChromium(chromium);
    return {
      async attempt(number, random) {
        // What is set in one case is not set in the next.
        const person = path.join(home, `person-${number}`);
        const project = path.join(person, "project");
        cpSync(trained, project, { recursive: true });
        const server = start(person, ["serve", "--json", "--project", project]);
        const line = await server.until(({ url }) => typeof url === "string");
        const page = await browser.newPage({ viewport });
        const complaints = listenForComplaints(page);
        try {
          await page.goto(String(line?.url));
          await page.locator("[data-testid=scene][data-ready=true]").waitFor();
          for (let i = 0; i < ACTIONS; i++) await actAtRandom(page, random);
          assert.deepEqual(complaints.list, []);
          assert.equal(await page.locator(".app").count(), 1, "the window is gone");
          assert.deepEqual(await page.locator(".failure").allTextContents(), []);
        } finally {
          await page.close();
          server.stop();
        }
        const { code, stderr } = await server.ended;
        assert.deepEqual([code, stderr], [0, ""]);
        await run(person, ["verify", "--project", project], { code: 0 });
        return "used";
      },
      close: () => browser.close(),
    };
  },
};

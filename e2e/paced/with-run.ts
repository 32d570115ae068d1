/** A window of its own on a project of one run, as it is given to what measures it. */
import type { Browser, Page } from "playwright-core";
import { openProject } from "../../main/projects/project.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { viewport } from "../setup/chromium.ts";
import { fillOneRun } from "./library.ts";
import { serve } from "./served.ts";

export async function withRun<Result>(
  browser: Browser,
  folder: string,
  sizes: { samples: number; steps: number },
  measure: (page: Page) => Promise<Result>,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<Result> {
  const project = openProject(folder, "write");
  fillOneRun(project.store, taskDescriptions, sizes);
  project.close();
  const { url, stop } = await serve(folder);
  const page = await browser.newPage({ viewport });
  try {
    page.setDefaultTimeout(120_000);
    await prepare(page);
    await page.goto(url);
    await page.locator("[data-testid=scene][data-ready=true]").waitFor();
    return await measure(page);
  } finally {
    await page.close();
    await stop();
  }
}

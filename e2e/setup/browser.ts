/** The workbench in a Chromium, served by the headless server. */
import type { ChildProcess } from "node:child_process";
import path from "node:path";
import type { Page } from "playwright-core";
import { inject } from "vitest";
import { launchChromium, viewport } from "./chromium.ts";
import { ended, firstLine, start } from "./command.ts";
import { type Complaints, listenForComplaints, requireNoViolations } from "./complaints.ts";

export interface Served {
  page: Page;
  complaints: Complaints;
  server: ChildProcess;
  /** The address that the server printed, with its token. */
  url: string;
  /** Ends the server alone: the page stays, without an engine. */
  endServer(): Promise<void>;
  close(): Promise<void>;
}

/** Serves a project, by default the one in `folder`, and opens it. */
export async function openBrowser(folder: string, project = path.join(folder, "project")): Promise<Served> {
  const server = start(folder, ["serve", "--json", "--project", project]);
  const { url } = await firstLine(server, (line) => typeof line.url === "string");
  const browser = await launchChromium(inject("stage").chromium.file);
  const page = await browser.newPage({ viewport });
  const complaints = listenForComplaints(page);
  await page.goto(String(url));
  const endServer = async () => {
    server.kill("SIGTERM");
    await ended(server);
  };
  return {
    page,
    complaints,
    server,
    url: String(url),
    endServer,
    close: async () => {
      await browser.close();
      await endServer();
      requireNoViolations(complaints);
    },
  };
}

/** `guidepost serve` */
import { existsSync } from "node:fs";
import path from "node:path";
import { startServer } from "../engine/server.ts";
import { onStopRequest } from "../engine/stop.ts";
import { GuidepostError } from "../errors.ts";
import { windowFolder } from "../paths.ts";
import type { CliContext } from "./context.ts";
import { type CommonOptions, parseCount, withSession } from "./session.ts";

export interface ServeOptions extends CommonOptions {
  port?: string;
}

/** Serves until it is asked to stop, which is its success. */
export async function serveCommand(context: CliContext, options: ServeOptions): Promise<number> {
  const port = options.port === undefined ? 0 : parseCount("--port", options.port, 0, 65_535);
  if (!existsSync(path.join(windowFolder, "index.html"))) {
    throw new GuidepostError("The window has not been built.", "npm run build makes it.");
  }
  const { output } = context;
  return withSession(context, options, "share", async ({ engine, project }) => {
    // Before anybody can know that there is something to stop.
    const stopped = new Promise<void>((resolve) => onStopRequest(() => resolve()));
    const server = await startServer(engine, { port, window: windowFolder });
    if (options.json)
      output.json({ type: "serve", url: server.url, port: server.port, readOnly: project.readOnly !== null });
    else output.print(`Guidepost is at ${server.url}`);
    const writer = project.readOnly?.writer;
    if (writer)
      output.note(`Process ${writer.pid} writes to ${project.folder} since ${writer.since}: this one is read-only.`);
    if (!options.json) output.note("Ctrl-C stops it.");
    await stopped;
    await server.close();
    return 0;
  });
}

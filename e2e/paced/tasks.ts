/** What the page's main thread does, task by task, from Chromium's own trace. */
import type { Browser, Page } from "playwright-core";

/** One task of the main thread [ms]. */
export interface Task {
  /** From start to end, as a person would wait for it. */
  wall: number;
  /** Of that, on a processor; the rest the machine spent on others. */
  cpu: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** The tasks of the page's main thread while `during` lasts. */
export async function tasksOf(browser: Browser, page: Page, during: () => Promise<unknown>): Promise<Task[]> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await during();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const tasksByThread = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) =>
      traceEvents.filter(
        (event) => event.name === "RunTask" && event.ph === "X" && event.pid === pid && event.tid === tid,
      ),
    );
  // Chromium keeps a page in reserve that does next to nothing.
  const own = tasksByThread.reduce((most, tasks) => (tasks.length > most.length ? tasks : most), []);
  return own.map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
}

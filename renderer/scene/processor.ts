/** Whether the processor does the graphics card's work in this browser. */

let answer: Promise<boolean> | undefined;

/** A browser that has not answered by then gets what draws anywhere [ms]. */
const PATIENCE = 10_000;

/**
 * Asked once, and in a worker: a browser may take a quarter of a second to ready itself for the first drawing, and the
 * window answers meanwhile.
 */
export function processorDraws(): Promise<boolean> {
  answer ??= new Promise((resolve) => {
    const worker = new Worker(new URL("./processor-worker.ts", import.meta.url), { type: "module" });
    const tell = (software: boolean) => {
      worker.terminate();
      resolve(software);
    };
    worker.onmessage = ({ data }: MessageEvent<string>) => tell(/swiftshader|llvmpipe|software/i.test(data));
    worker.onerror = () => tell(true);
    setTimeout(() => tell(true), PATIENCE);
  });
  return answer;
}

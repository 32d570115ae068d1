/** Unit tests beside their sources; the end-to-end tests of the built program are a project of their own. */
import { defineConfig } from "vitest/config";
import { nodeFlags } from "./main/shell/engine-node.ts";

const wholeProgram = {
  globalSetup: ["e2e/setup/global.ts"],
  testTimeout: 300_000,
  hookTimeout: 120_000,
  // Without a graphics card the scene takes seconds to be drawn.
  expect: { poll: { timeout: 30_000 } },
  // One window at a time: the machine's cores belong to the training that a test watches.
  fileParallelism: false,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{main,workers,renderer,scripts,bench,chaos}/**/*.test.{ts,tsx,mjs}"],
          // Far beyond what any takes alone: nothing here is a matter of time, and the machine may be busy.
          testTimeout: 300_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          execArgv: nodeFlags,
        },
      },
      { test: { name: "e2e", include: ["e2e/**/*.test.ts"], ...wholeProgram } },
      { test: { name: "pictures", include: ["e2e/pictures.ts", "e2e/tour.ts"], ...wholeProgram } },
    ],
  },
});

/**
 * One build for the shell (main, preload), the engine, the command line, the workers and the window.
 *
 * Everything that runs under Node is CommonJS with syntax that Electron 25 (Node 18, Chromium 114) understands.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

/** Packages that ship binaries or WebAssembly beside their code; everything else goes into the bundles. */
const external = ["better-sqlite3", "@mujoco/mujoco", "onnxruntime-web"];

const mainEntries = {
  index: "main/index.ts",
  engine: "main/engine.ts",
  cli: "main/cli.ts",
  checker: "main/checker.ts",
  trainer: "workers/trainer.ts",
  simulator: "workers/simulator.ts",
  kernel: "workers/kernel.ts",
};

export default defineConfig({
  main: {
    build: {
      target: "node18",
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: mainEntries,
        external,
        // Chunks lie flat beside the entries, so that __dirname is out/main wherever a module ends up.
        output: { format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" },
      },
    },
  },
  preload: {
    build: {
      target: "node18",
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: "main/preload.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    plugins: [react()],
    build: {
      target: "chrome114",
      minify: true,
      sourcemap: true,
      // The second stands in for a page that keeps dying.
      rolldownOptions: { input: { index: "renderer/index.html", recovery: "renderer/recovery.html" } },
    },
  },
});

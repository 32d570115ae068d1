/** The arrows between the rooms of the house (docs/architecture.md), held by the linter. */
const tests = "\\.test\\.tsx?$";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "A module that nothing reaches is dead code.",
      severity: "error",
      from: { orphan: true, pathNot: [tests, "\\.d\\.ts$", "^main/preload\\.ts$"] },
      to: {},
    },
    {
      name: "not-resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "workers-stand-alone",
      severity: "error",
      from: { path: "^workers/" },
      to: { path: "^(main|renderer)/" },
    },
    {
      name: "workers-compute-only",
      comment: "Numbers in, numbers out: no Electron, no SQLite, no files.",
      severity: "error",
      from: { path: "^workers/", pathNot: tests },
      to: { path: "(^|/)(electron|better-sqlite3)(/|$)|^(node:)?fs(/|$)" },
    },
    {
      name: "main-does-not-draw",
      severity: "error",
      from: { path: "^main/" },
      to: { path: "^renderer/" },
    },
    {
      name: "main-does-not-compute",
      comment: "main/ starts workers; it may know their contracts, descriptions and schemas.",
      severity: "error",
      from: { path: "^main/", pathNot: tests },
      to: {
        path: "^workers/",
        pathNot: [
          "^workers/(rollout|trainer-api)\\.ts$",
          "^workers/methods/config\\.ts$",
          "^workers/systems/descriptions?\\.ts$",
        ],
      },
    },
    {
      name: "renderer-knows-the-contract-only",
      comment: "The window shares schemas and task descriptions with the engine, nothing else.",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: {
        path: "^(main|workers)/",
        pathNot: ["^main/engine/api\\.ts$", "^workers/methods/config\\.ts$", "^workers/systems/descriptions?\\.ts$"],
      },
    },
    {
      name: "renderer-reaches-the-contract-only",
      comment: "The same, over any number of steps: what the contract imports ends up in the window.",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: {
        reachable: true,
        path: "^(main|workers)/",
        pathNot: [
          "^main/engine/api\\.ts$",
          "^workers/methods/config\\.ts$",
          "^workers/systems/",
          "^workers/rollout\\.ts$",
        ],
      },
    },
    {
      name: "electron-in-the-shell-only",
      comment: "require('electron') under plain Node starts a download.",
      severity: "error",
      from: { pathNot: "^main/(index\\.ts|preload\\.ts|shell/)" },
      to: { path: "(^|/)node_modules/electron/|^electron$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

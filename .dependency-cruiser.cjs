/** The arrows between the rooms of the house (docs/architecture.md), held by the linter. */
const tests = "\\.test\\.tsx?$|/testing/|^workers/cases/|test-problems\\.ts$";

/** What the engine and the window may know of the workers: schemas, descriptions, types, words, and rotations. */
const contracts =
  "^workers/(rollout|kernel-build|counted|methods/(config|policy-search-config|presets|sweep)|policy/config|systems/description|physics/(scene-model|quaternion)|exported/contract)\\.ts$";

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
      from: {
        orphan: true,
        pathNot: [tests, "\\.d\\.ts$", "^main/preload\\.ts$", "^renderer/scene/processor-worker\\.ts$"],
      },
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
      comment:
        "main/ starts workers; beside their contracts it may know the list of task descriptions, and what a policy is, which exports write.",
      severity: "error",
      from: { path: "^main/", pathNot: tests },
      to: {
        path: "^workers/",
        pathNot: [contracts, "^workers/(trainer-api|systems/index|policy/(gaussian-policy|network))\\.ts$"],
      },
    },
    {
      name: "renderer-reaches-contracts-only",
      comment: "What the window imports, over any number of steps, ends up in its bundle.",
      severity: "error",
      from: { path: "^renderer/", pathNot: tests },
      to: {
        reachable: true,
        path: "^(main|workers)/",
        pathNot: [contracts, "^main/engine/((project-|results-)?api|drawings)\\.ts$"],
      },
    },
    {
      name: "nothing-needs-the-bench",
      severity: "error",
      from: { pathNot: "^bench/" },
      to: { path: "^bench/" },
    },
    {
      name: "nothing-needs-the-chaos",
      severity: "error",
      from: { pathNot: "^chaos/" },
      to: { path: "^chaos/" },
    },
    {
      name: "the-bench-measures-the-workers",
      severity: "error",
      from: { path: "^bench/" },
      to: { path: "^(main|renderer)/" },
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
    exclude: { path: "^workers/math/assembly/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

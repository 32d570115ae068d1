/**
 * Stands in for the default app that the test Electron lacks: `electron [-r module]… FOLDER` loads the modules, then
 * the app in FOLDER, as the real Electron does. It is copied into the test Electron's resources.
 */
const path = require("node:path");
const { app } = require("electron");

const args = process.argv.slice(1);
const modules = [];
let folder = null;
for (let i = 0; i < args.length && folder === null; i++) {
  if (args[i] === "-r") modules.push(args[++i]);
  else if (!args[i].startsWith("-")) folder = path.resolve(args[i]);
}

for (const name of modules) require(name);
if (folder === null) {
  console.error("Usage: electron [-r module]… FOLDER");
  app.exit(1);
} else {
  const manifest = require(path.join(folder, "package.json"));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  require(path.join(folder, manifest.main));
}

/** What Electron writes to stderr, read for the person who started the workbench. */

/** Diagnostics of Chromium, GTK and the graphics drivers: they come and go and nobody can act on them. */
const noise = [
  /^\[\d+:\d+\/\d+\.\d+:/,
  /^\(\S+:\d+\): \S+-(WARNING|CRITICAL)/,
  /^(libEGL|libva|MESA|vkCreate|DBus)/i,
  /^$/,
];

const causes = [
  [/error while loading shared libraries: ([^\s:]+)/, (lib) => `${lib} is missing`],
  [/Missing X server|cannot open display/i, () => "the display does not answer"],
  [/sandbox/i, () => "Chromium's sandbox is not available (tip: npm start -- --no-sandbox opens it without)"],
];

/** The lines of `text` that are worth showing. */
export function withoutNoise(text) {
  return text.split("\n").filter((line) => !noise.some((pattern) => pattern.test(line)));
}

/** One line on why Electron ended before its window was there. */
export function reasonOf(text, code) {
  for (const [pattern, reason] of causes) {
    const found = pattern.exec(text);
    if (found) return reason(found[1]);
  }
  return `Electron does not start here (exit code ${code})`;
}

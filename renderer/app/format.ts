/** Numbers, durations and dates as people read them: three significant digits, tabular, with units. */

const MINUS = "−";
const NONE = "–";

/** Three significant digits; powers of ten outside 0.001…99,999; an en dash for nothing. */
export function formatNumber(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return formatPower(value, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(decimals, 6)).replace("-", MINUS);
}

/** Below this part of its mean a spread is what the adding up has left, and nothing was measured. */
const ADDING_UP = 1e-14;

/**
 * `value` to the decimals that `formatNumber` gives `reference`; to one significant digit where it would have none there,
 * and on its own beside zero and where either needs a power of ten.
 */
export function formatLike(reference: number, value: number): string {
  if (Math.abs(value) < ADDING_UP * Math.abs(reference)) return "0";
  const text = formatNumber(reference);
  const own = formatNumber(value);
  if (reference === 0 || text.includes("·") || (own.includes("·") && Math.abs(value) >= 1)) return own;
  const decimals = text.split(".")[1]?.length ?? 0;
  const rounded = value.toFixed(decimals);
  return Math.abs(Number(rounded)) < 1 / 10 ** decimals ? formatNumber(value, 1) : rounded.replace("-", MINUS);
}

function formatPower(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential(digits - 1).split("e");
  return `${mantissa.replace("-", MINUS)}·10${superscript(Number(exponent))}`;
}

/** A whole number as an exponent is written. */
export function superscript(power: number): string {
  return [...String(power)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
}

/** With its unit, separated by a no-break space. */
export function formatQuantity(value: number | null, unit: string): string {
  const text = formatNumber(value);
  return text === NONE || unit === "" ? text : `${text}\u00a0${unit}`;
}

export function formatPercent(fraction: number | null): string {
  return fraction === null ? NONE : `${Math.round(fraction * 100)}\u00a0%`;
}

/** A size on the disk: "310 MB", in powers of a thousand as file managers have it. */
export function formatBytes(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return formatQuantity(bytes / 1000 ** power, ["bytes", "kB", "MB", "GB"][power] ?? "GB");
}

/** A duration as 0:07, 1:12 or 1:02:09. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60] as const;
  const [h, m, s] = parts;
  const pad = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium", hourCycle: "h23" });

/** The time of day here: "00:54:03" after midnight. */
export function clockTime(date: Date): string {
  return clock.format(date);
}

/** A moment of a rollout: "3.42 s". */
export function formatTime(seconds: number): string {
  return `${seconds.toFixed(2)}\u00a0s`;
}

/** How long ago, coarsely: now, 5 min, 3 h, 2 d, else the date. */
export function formatAge(iso: string, now: number): string {
  const minutes = (now - Date.parse(iso)) / 60_000;
  if (minutes < 1) return "now";
  if (minutes < 60) return `${Math.floor(minutes)} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  if (minutes < 7 * 24 * 60) return `${Math.floor(minutes / 60 / 24)} d`;
  return iso.slice(0, 10);
}

/** Numbers, durations and moments as the report writes them: always three significant digits, so that 1.40 is not 1.4. */

const NONE = "–";
const DIGITS = 3;

/** With its unit; powers of ten outside 0.001…99,999, an en dash for nothing. */
export function quantityWords(value: number | null, unit = ""): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  return [numberWords(value), unit].filter(Boolean).join("\u00a0");
}

function numberWords(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) {
    const [mantissa, exponent] = value.toExponential(DIGITS - 1).split("e");
    return `${mantissa.replace("-", "−")}·10${raised(Number(exponent))}`;
  }
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(decimals).replace("-", "−");
}

/** A whole number as an exponent is written. */
function raised(power: number): string {
  return [...String(power)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");
}

/** A share in percent. */
export function shareWords(share: number | null): string {
  return share === null ? NONE : `${Math.round(100 * share)}\u00a0%`;
}

/** 0:07, 1:12 or 1:02:09. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number) => String(part).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** ISO 8601 in UTC as "2026-01-31 14:05 UTC". */
export function momentWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** A word of the store as it stands alone. */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

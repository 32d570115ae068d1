/** Colours of the terminal; the words say the same without them. */
import type { RunStatus } from "../engine/api.ts";

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const;
export type Colour = keyof typeof CODES;

/** What follows an escape character where it is one of ours. */
export const afterEscape = new RegExp(`^\\[(0|${Object.values(CODES).join("|")})m`);

export const statusColours: Record<RunStatus, Colour> = {
  running: "blue",
  completed: "green",
  cancelled: "yellow",
  interrupted: "yellow",
  failed: "red",
};

export function paintFor(enabled: boolean): (colour: Colour, text: string) => string {
  return (colour, text) => (enabled ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text);
}

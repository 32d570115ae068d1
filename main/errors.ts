/** The root of every error that a person is meant to read: one line with the value, the allowed set and a tip. */
export class GuidepostError extends Error {
  /** Without the tip. */
  readonly said: string;

  constructor(message: string, tip?: string) {
    super(tip === undefined ? message : `${message} Tip: ${tip}`);
    this.name = "GuidepostError";
    this.said = message;
  }
}

/** The message of anything that was thrown, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().replace(/\s*\n\s*/g, " · ");
}

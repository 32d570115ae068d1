/** The shipped models, for tests. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function modelText(file: string): string {
  return readFileSync(join(import.meta.dirname, "../../resources/models", file), "utf8");
}

import { GuidepostError } from "../errors.ts";
import type { Project } from "../projects/project.ts";

/** Throws who writes to the project, where it is not this process. */
export function requireWritable({ readOnly, folder }: Project): void {
  if (readOnly === null) return;
  const holder = readOnly.writer === null ? "" : ` because process ${readOnly.writer.pid} writes to it`;
  throw new GuidepostError(`The project ${folder} is open read-only here${holder}.`, "train from that Guidepost.");
}

import { GuidepostError } from "../errors.ts";
import type { Project } from "../projects/project.ts";
import { damagedStore } from "../store/errors.ts";

/** Throws who writes to the project, where it is not this process, or what is wrong with it. */
export function requireWritable({ readOnly, folder, damage, store }: Project): void {
  if (readOnly === null) return;
  if (damage !== null) throw damagedStore(store.file, damage);
  const holder = readOnly.writer === null ? "" : ` because process ${readOnly.writer.pid} writes to it`;
  throw new GuidepostError(`The project ${folder} is open read-only here${holder}.`, "train from that Guidepost.");
}

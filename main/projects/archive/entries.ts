/** The entries of an archive, each looked at before any is unpacked. */
import { statSync } from "node:fs";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { GuidepostError, messageOf } from "../../errors.ts";
import { systemCode } from "../../files.ts";
import { limits } from "./manifest.ts";
import { collision, nameProblem } from "./names.ts";

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
/** Stored, deflated. */
const METHODS = [0, 8];

export class RefusedArchive extends GuidepostError {
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`The archive ${file} is refused: ${reason.replace(/\.$/, "")}.`, "nothing was unpacked; export it again.");
    this.reason = reason;
  }
}

export function refuse(file: string, reason: string): RefusedArchive {
  return new RefusedArchive(file, reason);
}

/** Opens the archive for `use` and closes it; whatever the reader complains of is a refusal. */
export async function withArchive<T>(
  file: string,
  use: (zip: ZipFile, entries: Map<string, Entry>) => Promise<T>,
): Promise<T> {
  // A pipe would never be opened, and a device never end.
  if (!statSync(file).isFile()) throw refuse(file, "it is no regular file");
  const zip = await openPromise(file, { autoClose: false, lazyEntries: true, strictFileNames: true }).catch((error) => {
    throw refuse(file, messageOf(error));
  });
  try {
    return await use(zip, await entriesOf(zip, file));
  } catch (error) {
    throw error instanceof GuidepostError || systemCode(error) !== undefined ? error : refuse(file, messageOf(error));
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.members) throw refuse(file, `it has more than ${limits.members} members`);
  const entries: Entry[] = [];
  let [packed, unpacked] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    const problem = entryProblem(entry);
    if (problem !== null) throw refuse(file, `${JSON.stringify(entry.fileName.slice(0, 100))}: ${problem}`);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.total) throw refuse(file, `it unpacks to more than ${limits.total} bytes`);
    if (unpacked > limits.free && unpacked > limits.ratio * packed)
      throw refuse(file, `it unpacks to more than ${limits.ratio} times its size`);
    entries.push(entry);
  }
  if (overlap(entries)) throw refuse(file, "its members lie over one another");
  const names = entries.map(({ fileName }) => fileName);
  const double = collision(names);
  if (double !== null) throw refuse(file, `${double} is in it twice, as some file systems see it`);
  return new Map(entries.map((entry) => [entry.fileName, entry]));
}

/** Bytes before a member's name. */
const LOCAL_HEADER = 30;

/** Whether bytes are counted for more than one member: a few of them could then unpack to anything. */
function overlap(entries: readonly Entry[]): boolean {
  const places = entries.map(({ relativeOffsetOfLocalHeader: from, fileNameLength, compressedSize }) => ({
    from,
    to: from + LOCAL_HEADER + fileNameLength + compressedSize,
  }));
  places.sort((a, b) => a.from - b.from);
  return places.some(({ to }, i) => to > (places[i + 1]?.from ?? Number.POSITIVE_INFINITY));
}

function entryProblem(entry: Entry): string | null {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR) return "it is no regular file";
  if (entry.isEncrypted()) return "it is encrypted";
  if (!METHODS.includes(entry.compressionMethod)) return `it is packed by method ${entry.compressionMethod}`;
  return nameProblem(entry.fileName);
}

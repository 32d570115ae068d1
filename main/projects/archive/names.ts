/** Names that may be in an archive: files that lie inside the project on every system, whatever it takes names for. */

const ROOT_FILES = ["manifest.json", "project.json", "queue.json", "runs.sqlite"];
const ROOT_FOLDERS = ["models", "exports"];
/** What file systems take [bytes]; the depth is far above any honest one. */
const NAME_LIMIT = 240;
const DEPTH_LIMIT = 8;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"|?*\\]/;
/** Characters that are not seen, or turn what is seen around. */
const UNSEEN = /[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
/** Devices of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** Why a member of this name is refused; null for a good one. */
export function nameProblem(name: string): string | null {
  if (Buffer.byteLength(name) > NAME_LIMIT) return `its name is longer than ${NAME_LIMIT} bytes`;
  if (FORBIDDEN.test(name)) return "its name has a character that not every system takes";
  if (UNSEEN.test(name)) return "its name has a character that is not seen";
  const parts = name.split("/");
  if (parts.length > DEPTH_LIMIT) return `it lies deeper than ${DEPTH_LIMIT} folders`;
  for (const part of parts) {
    if (part === "" || part === "." || part === "..") return "its name leads out of the project";
    if (/[. ]$/.test(part)) return "its name ends in a dot or a space";
    if (RESERVED.test(part)) return `${part} is the name of a device`;
  }
  const known = parts.length === 1 ? ROOT_FILES.includes(name) : ROOT_FOLDERS.includes(parts[0] ?? "");
  return known ? null : "a project has no such file";
}

/** The first name that some file system takes for one before it, or for a folder of one; null where there is none. */
export function collision(names: readonly string[]): string | null {
  const keys = names.map(folded);
  const folders = new Set(keys.flatMap(foldersOf));
  const seen = new Set<string>();
  for (const [i, key] of keys.entries()) {
    if (seen.has(key) || folders.has(key)) return names[i] ?? key;
    seen.add(key);
  }
  return null;
}

/** One spelling for all that some file system takes for the same: cases, ways to write a letter, joiners. */
function folded(name: string): string {
  return name
    .replace(/[\u200c\u200d]/g, "")
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");
}

function foldersOf(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("/"));
}

/** What a window may ask of the shell. Arguments are checked against `shellArguments` at the door. */
import { z } from "zod";

/** A command of the window as the application menu shows it. */
const menuEntrySchema = z.strictObject({
  id: z.string().min(1).max(500),
  title: z.string().min(1).max(200),
  group: z.string().min(1).max(50),
  accelerator: z.string().max(50).nullable(),
  enabled: z.boolean(),
});
export type MenuEntry = z.infer<typeof menuEntrySchema>;

const text = z.string().min(1).max(500);
const folder = z.string().min(1).max(4096);

/** A folder or an archive that is there, or the place of a new one. */
const pathKind = z.enum(["folder", "archive", "new-folder", "new-archive"]);
export type PathKind = z.infer<typeof pathKind>;

export const shellArguments = {
  engineAddress: z.tuple([]),
  showMenu: z.tuple([z.array(menuEntrySchema).max(500)]),
  setZoom: z.tuple([z.number().min(0.5).max(2)]),
  notify: z.tuple([text, text]),
  working: z.tuple([z.number().min(0).max(1).nullable()]),
  keepMemory: z.tuple([]),
  recentProjects: z.tuple([]),
  openProject: z.tuple([folder]),
  chooseProject: z.tuple([folder]),
  choosePath: z.tuple([pathKind, z.string().max(4096)]),
  versions: z.tuple([]),
  left: z.tuple([]),
} as const;

export type ShellCall = keyof typeof shellArguments;

/** One handler for each call, for one window. */
export type ShellApi = { [Name in ShellCall]: (...args: z.infer<(typeof shellArguments)[Name]>) => unknown };

/** Runs a call whose name and arguments are in order; refuses any other. */
export function callShell(api: ShellApi, name: unknown, args: readonly unknown[]): unknown {
  if (typeof name !== "string" || !Object.hasOwn(shellArguments, name)) throw new Error("Refused: no such call");
  const call = name as ShellCall;
  const parsed = shellArguments[call].safeParse(args);
  if (!parsed.success) throw new Error(`Refused: ${call} does not take these arguments`);
  return (api[call] as (...checked: unknown[]) => unknown)(...parsed.data);
}

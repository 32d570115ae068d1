/** What only the desktop has, through the shell's bridge; null in a browser. */

export interface MenuEntry {
  id: string;
  title: string;
  group: string;
  accelerator: string | null;
  /** Whether it would do something now. */
  enabled: boolean;
}

export interface RecentProject {
  folder: string;
  name: string;
}

/** A folder or an archive that is there, or the place of a new one. */
export type PathKind = "folder" | "archive" | "new-folder" | "new-archive";

export interface DesktopBridge {
  engineAddress(): Promise<{ url: string }>;
  /** Replaces the entries of the application menu while the window is in front. */
  showMenu(entries: readonly MenuEntry[]): Promise<void>;
  /** Hears of each entry that is chosen. Returns what stops listening. */
  onCommand(listener: (id: string) => void): () => void;
  /** Calls the listener before the window goes, which waits for it a while. */
  onLeaving(listener: () => Promise<void>): void;
  setZoom(factor: number): Promise<void>;
  /** A message of the system, when the window is not looked at. */
  notify(title: string, body: string): Promise<void>;
  /** How far the work is, 0…1, so that the computer stays awake; null when there is none. */
  working(fraction: number | null): Promise<void>;
  /** Has what the page remembers written to the disk. */
  keepMemory(): Promise<void>;
  recentProjects(): Promise<RecentProject[]>;
  /** In a window of its own, or in the one where it is open. */
  openProject(folder: string): Promise<void>;
  /** Lets the person choose a folder first, beginning in one. */
  chooseProject(folder: string): Promise<void>;
  /** Lets the person choose a path, beginning at one; null where they choose none. Nothing is made or opened. */
  choosePath(kind: PathKind, start: string): Promise<string | null>;
  /** Versions of what the window runs in. */
  versions(): Promise<Record<string, string>>;
  /** Where a dropped file lies. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    guidepost?: DesktopBridge;
  }
}

export const desktop: DesktopBridge | null = typeof window === "undefined" ? null : (window.guidepost ?? null);

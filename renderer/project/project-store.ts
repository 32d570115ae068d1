/** The project as a whole, as its dialog shows it: what it says about itself, its size, and how its store is. */
import { create } from "zustand";
import {
  type ProjectChange,
  type ProjectSize,
  type ProjectTexts,
  type RepairReport,
  repairReportSchema,
  type StoreReport,
} from "../../main/engine/project-api.ts";
import { useEngine } from "../app/engine-store.ts";
import { doEdit } from "../app/history.ts";
import { callThatReopens, engineApi } from "../app/session.ts";

interface ProjectState {
  /** null until they were read. */
  texts: ProjectTexts | null;
  size: ProjectSize | null;
  /** Of the last check; null before any. */
  report: StoreReport | null;
  repaired: RepairReport | null;
  /** Whether the last check or repair was cancelled. */
  cancelled: boolean;
  /** What is being done and takes its time; null as a rule. */
  busy: string | null;
}

export const useProject = create<ProjectState>(() => ({
  texts: null,
  size: null,
  report: null,
  repaired: null,
  cancelled: false,
  busy: null,
}));

/** Whether the store is known to be damaged: by being opened, or by the last check. */
export function isDamaged(): boolean {
  const { report } = useProject.getState();
  const opened = (useEngine.getState().info?.project.damage ?? null) !== null;
  return opened || (report !== null && (report.findings.length > 0 || report.refusal !== null));
}

export async function readTexts(): Promise<void> {
  useProject.setState({ texts: await engineApi().project() });
}

export async function readProject(): Promise<void> {
  await readTexts();
  // What a damaged store takes cannot be told; the dialog says what it is instead.
  if (useEngine.getState().info?.project.damage === null) await readSize();
}

export async function readSize(): Promise<void> {
  useProject.setState({ size: await engineApi().projectSize() });
}

/** An edit that can be undone; resolves when it is on the disk. */
export async function changeProject(change: ProjectChange, title: string): Promise<void> {
  const { texts } = useProject.getState();
  if (texts === null) return;
  const before = Object.fromEntries(Object.keys(change).map((key) => [key, texts[key as keyof ProjectChange]]));
  const redo = () => write(change);
  await doEdit({ title, mergeKey: title, undo: () => write(before), redo }, redo);
}

async function write(change: ProjectChange): Promise<void> {
  const texts = await engineApi().changeProject(change);
  useProject.setState({ texts });
  useEngine.setState(({ info }) => ({ info: info && { ...info, project: { ...info.project, name: texts.name } } }));
}

/** Reads the whole store. */
export async function verifyProject(): Promise<void> {
  await busyWith("Reading the whole store…", async () => {
    useProject.setState({ report: null, repaired: null, cancelled: false });
    const report = await engineApi().verify();
    useProject.setState({ report, cancelled: report === null });
  });
}

/** Ends a verification or repair that is under way; nothing has changed then. */
export async function cancelStoreWork(): Promise<void> {
  await engineApi().cancelStoreWork();
}

/** Where the report waits for the window that begins anew. */
const REPAIRED = "guidepost.repaired";

/** The engine then opens the project again, and the window reads it anew. */
export async function repairProject(): Promise<void> {
  await busyWith("Making a new store of what is good…", async () => {
    const repaired = await callThatReopens((api) => api.repair());
    if (repaired !== null) sessionStorage.setItem(REPAIRED, JSON.stringify(repaired));
    useProject.setState({ repaired, report: null, cancelled: repaired === null });
  });
}

/** What a repair did before the window began anew; null as a rule. It is told once. */
export function takeRepairReport(): RepairReport | null {
  const text = sessionStorage.getItem(REPAIRED);
  sessionStorage.removeItem(REPAIRED);
  return text === null ? null : repairReportSchema.parse(JSON.parse(text));
}

/** Gives unused space back; resolves to how much that was [bytes]. */
export async function compactProject(): Promise<number> {
  return busyWith("Giving unused space back…", async () => {
    const { before, after } = await engineApi().compact();
    await readSize();
    return before - after;
  });
}

/** Thins out the runs that have ended; resolves to how many rollouts went. */
export async function applyRetention(): Promise<number> {
  return busyWith("Thinning out…", async () => {
    const { rollouts } = await engineApi().applyRetention();
    await readSize();
    return rollouts;
  });
}

/** Says what is being done until it is. */
export async function busyWith<T>(what: string, work: () => Promise<T>): Promise<T> {
  useProject.setState({ busy: what });
  try {
    return await work();
  } finally {
    useProject.setState({ busy: null });
  }
}

/** Verification and repair of a store that is large enough to be interrupted. */
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { checkerEntry } from "../paths.ts";
import { verifyProject } from "../projects/health.ts";
import { openProject, storeFile } from "../projects/project.ts";
import { fillLargeStore } from "../store/testing/large-store.ts";
import type { StoreWork } from "./project-api.ts";
import { StoreWorker } from "./store-worker.ts";
import { fakeEngine, temporaryFolder } from "./testing/fake-engine.ts";

let temporary: ReturnType<typeof temporaryFolder>;
let large: string;
let worker: StoreWorker;
let told: (StoreWork | null)[];

beforeAll(() => {
  temporary = temporaryFolder();
  large = path.join(temporary.folder, "large");
  fillLargeStore(large, { runs: 300, rollouts: 15_000 });
});
afterAll(() => temporary.remove());

beforeEach(() => {
  told = [];
  worker = new StoreWorker(checkerEntry, (work) => told.push(work));
});

/** Resolves when something is told that the test accepts. */
const hears = (accepts: (work: StoreWork) => boolean): Promise<unknown> =>
  expect.poll(() => told.some((work) => work !== null && accepts(work)), { interval: 5, timeout: 60_000 }).toBe(true);

/** The steps in the order in which they were first told of. */
const steps = (): string[] => [...new Set(told.flatMap((work) => (work === null ? [] : [work.step])))];

function copyOf(name: string): string {
  const folder = path.join(temporary.folder, name);
  cpSync(large, folder, { recursive: true });
  return folder;
}

const hashOf = (folder: string): string =>
  createHash("sha256")
    .update(readFileSync(storeFile(folder)))
    .digest("hex");

test("a verification tells how far it has come, and its report is the one of every other way", async () => {
  const report = await worker.verify(large);
  expect(report).toEqual(await verifyProject(large));
  expect(steps()).toEqual(["structure", "rows"]);
  const rows = told.filter((work) => work?.step === "rows");
  expect(new Set(rows.map((work) => work?.total))).toEqual(new Set([report?.rows]));
  expect(told.at(-1)).toBeNull();
});

test("a verification that is cancelled ends without a report, and another one can be made", async () => {
  const asked = worker.verify(large);
  await hears(({ step }) => step === "rows");
  worker.cancel();
  expect(await asked).toBeNull();
  expect(told.at(-1)).toBeNull();
  expect((await worker.verify(large))?.runs).toBe(300);
});

test("who asks beside another gets the same report, and nothing is repaired meanwhile", async () => {
  const [first, second] = [worker.verify(large), worker.verify(large)];
  await expect(worker.repair(large)).rejects.toThrow(/is being verified\. Tip: wait for it or cancel it/);
  expect(await first).toBe(await second);
});

test("a repair that is cancelled at any step leaves the store as it was; one that is not makes it whole", async () => {
  const damaged = copyOf("damaged");
  const before = { files: readdirSync(damaged), hash: hashOf(damaged) };
  for (const wanted of ["salvaging", "checking"]) {
    const asked = worker.repair(damaged);
    await hears(({ step }) => step === wanted);
    worker.cancel();
    expect(await asked).toBeNull();
    expect({ files: readdirSync(damaged), hash: hashOf(damaged) }).toEqual(before);
    told.length = 0;
  }
  expect(await worker.repair(damaged)).toMatchObject({ movedTo: expect.stringContaining("damaged-") });
  expect(steps()).toEqual(["structure", "rows", "copying", "salvaging", "checking"]);
  expect(await verifyProject(damaged)).toMatchObject({ refusal: null, findings: [] });
});

test("a thread that does not start is told of, and holds nothing up", async () => {
  const broken = new StoreWorker(path.join(temporary.folder, "nothing.cjs"), () => {});
  await expect(broken.verify(large)).rejects.toThrow(/The check of the store stopped: .*nothing\.cjs/);
  expect(() => broken.requireFree()).not.toThrow();
});

test("an engine answers while its store is verified, and not while it is repaired; at its end it ends both", async () => {
  const folder = copyOf("served");
  const db = new Database(storeFile(folder));
  db.exec("UPDATE runs SET cost = cost + 1 WHERE id = 7");
  db.close();
  const engine = fakeEngine(openProject(folder, "write"));
  engine.events.on("storeWork", (work) => told.push(work));
  const verified = engine.desk.verify();
  await hears(({ what }) => what === "verify");
  await expect(engine.run(1)).resolves.toMatchObject({ summary: { id: 1 } });
  await engine.desk.cancelStoreWork();
  expect(await verified).toBeNull();

  const repaired = engine.desk.repair();
  expect(() => engine.desk.requireStore()).toThrow("The project is being repaired. Tip: wait a moment.");
  await hears(({ what }) => what === "repair");
  await engine.close();
  expect(await repaired).toBeNull();
  // Nothing of it is left that would hold the project.
  openProject(folder, "write").close();
});

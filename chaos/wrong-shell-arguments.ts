/** Arguments that are wrong by how they are made, for each call of the window to the shell. */
import fc from "fast-check";
import type { ShellCall } from "../main/shell/shell-api.ts";
import type { RandomStream } from "../workers/math/random.ts";
import { below, oneOf } from "./training.ts";

const noText = fc.oneof(fc.constantFrom<unknown>(null, true, 7, "", [], {}, { toString: "/" }, ["/"]), fc.double());
const longText = (most: number) => fc.constantFrom("x".repeat(most + 1), "/".repeat(most * 2));

const noNumber = fc.oneof(
  fc.constantFrom<unknown>("1", true, [1], {}, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.string(),
);
const noZoom = fc.oneof(noNumber, fc.constant(null), fc.double({ min: 2.001 }), fc.double({ max: 0.499 }));
const noFraction = fc.oneof(noNumber, fc.double({ min: 1.001 }), fc.double({ max: -0.001 }));

const entry = { id: "run.train", title: "Train", group: "Run", accelerator: null };
/** A good entry of the menu with something wrong in it. */
const noEntry = fc
  .constantFrom<object>(
    { id: "" },
    { id: 7 },
    { id: "x".repeat(501) },
    { title: null },
    { title: "x".repeat(201) },
    { group: [] },
    { accelerator: 1 },
    { click: "x" },
    { role: "quit" },
    { submenu: [] },
  )
  .map((wrong) => ({ ...entry, ...wrong }));
const noMenu = fc.oneof(
  fc.constantFrom<unknown>(null, "menu", {}, { length: 1, 0: entry }, Array(501).fill(entry), [null], [[entry]]),
  noEntry.map((wrong) => [entry, wrong]),
);

const noFolder = fc.oneof(noText, longText(4096));
const noKind = fc.oneof(fc.constantFrom<unknown>(null, "file", "FOLDER", "__proto__", ["folder"]), fc.double());

/** Empty for the calls that take nothing. */
const wrongValues: Record<ShellCall, readonly fc.Arbitrary<unknown>[]> = {
  engineAddress: [],
  showMenu: [noMenu],
  setZoom: [noZoom],
  notify: [fc.oneof(noText, longText(500)), fc.oneof(noText, longText(500))],
  working: [noFraction],
  keepMemory: [],
  recentProjects: [],
  openProject: [noFolder],
  chooseProject: [noFolder],
  choosePath: [noKind, fc.oneof(fc.constantFrom<unknown>(null, 7, [], {}), longText(4096))],
  versions: [],
  left: [],
};

/** Values of the wrong kind; or none, or more than there should be. */
export function wrongShellArguments(call: ShellCall, random: RandomStream): unknown[] {
  const wrong = wrongValues[call];
  const seed = below(2 ** 31, random);
  const [values] = fc.sample(fc.tuple(...wrong), { seed, numRuns: 1 });
  const tooMany = () => [...values, ...fc.sample(fc.anything(), { seed, numRuns: 1 + below(5, random) })];
  if (wrong.length === 0) return tooMany();
  return oneOf([() => values, () => values, tooMany, () => values.slice(1)], random)();
}

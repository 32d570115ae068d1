/** A disk that is full in the midst of a training, or from the beginning. */
import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { NoDiskError, type SmallDisk, smallDisk } from "../../e2e/setup/small-disk.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import { requireWhole, storeFingerprints } from "../library.ts";
import { run, start } from "../program.ts";
import { type Row, SkippedError } from "../row.ts";
import { below, resumingArguments, trainingArguments } from "../training.ts";

const MEGABYTES = 24;
const ITERATIONS = 5;
/** How long the disk stays full after the training has said so [ms]. */
const FULL_FOR = 1500;

type Way = (disk: SmallDisk, number: number, random: RandomStream) => Promise<void>;

const ways: Record<string, Way> = {
  "went on": async (disk, number, random) => {
    const training = await pausedTraining(disk, number, random);
    disk.empty();
    const { code, stderr } = await training.ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /There is space again; training goes on\./);
    assert.equal(stderr.match(/Paused: /g)?.length, 1, `it is told more than once: ${stderr}`);
  },
  "killed while full, resumed": async (disk, number, random) => {
    const training = await pausedTraining(disk, number, random);
    training.kill();
    await training.ended;
    requireWhole(projectOn(disk));
    disk.empty();
    await run(disk.folder, resumingArguments(projectOn(disk)), { code: 0 });
  },
  "stopped while full, resumed": async (disk, number, random) => {
    const training = await pausedTraining(disk, number, random);
    training.stop();
    const { stderr } = await training.ended;
    assert.doesNotMatch(stderr, /unexpected error/);
    requireWhole(projectOn(disk));
    disk.empty();
    await run(disk.folder, resumingArguments(projectOn(disk)), { code: 0 });
  },
  "refused from the beginning": async (disk, number) => {
    disk.fill();
    const refused = await run(disk.folder, argumentsOn(disk, number));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^guidepost: [^\n]+\n$/);
    disk.empty();
    await run(disk.folder, argumentsOn(disk, number), { code: 0 });
  },
};

export const fullDisk: Row = {
  name: "full-disk",
  title: `a disk of ${MEGABYTES} MB that is full in the midst of a training, or from the beginning`,
  promise:
    "the training says once that it is paused and goes on when there is space, or is resumed; the store is whole, and in the end the same as of a training left alone",
  cases: { short: 4, long: 20 },
  async open(home) {
    // Whether one can be mounted at all.
    probe(path.join(home, "probe"));
    const kinds = Object.keys(ways);
    return {
      async attempt(number, random) {
        const kind = kinds[number % kinds.length];
        const disk = smallDisk(path.join(home, `disk-${number}`), MEGABYTES);
        try {
          await ways[kind](disk, number, random);
          requireWhole(projectOn(disk));
          const alone = await leftAlone(home, number);
          assert.deepEqual(
            storeFingerprints(projectOn(disk)),
            alone,
            "the runs differ from those of a training left alone",
          );
          return kind;
        } finally {
          disk.remove();
        }
      },
      close() {},
    };
  },
};

const projectOn = ({ folder }: SmallDisk): string => path.join(folder, "project");

function argumentsOn(disk: SmallDisk, seed: number): string[] {
  return trainingArguments({ project: projectOn(disk), method: "trajectory", seed, iterations: ITERATIONS });
}

/** A training whose disk was filled after one of its iterations, and that has said so. */
async function pausedTraining(disk: SmallDisk, number: number, random: RandomStream) {
  const training = start(disk.folder, argumentsOn(disk, number));
  const last = 1 + below(ITERATIONS - 2, random);
  await training.until(({ iteration }) => iteration === last);
  disk.fill();
  await training.says(/Paused: no space is left/);
  await pause(FULL_FOR * random.uniform());
  requireWhole(projectOn(disk));
  return training;
}

async function leftAlone(home: string, seed: number): Promise<Record<string, string>> {
  const project = path.join(home, `alone-${seed}`);
  await run(home, trainingArguments({ project, method: "trajectory", seed, iterations: ITERATIONS }), { code: 0 });
  return storeFingerprints(project);
}

function probe(folder: string): void {
  try {
    smallDisk(folder, 1).remove();
  } catch (error) {
    throw error instanceof NoDiskError ? new SkippedError(error.message) : error;
  }
}

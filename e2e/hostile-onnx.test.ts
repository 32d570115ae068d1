/** Files that are not what they say, at the door of `guidepost evaluate --onnx`, in the built worker. */
import { truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { evaluateOnnx } from "../main/engine/evaluate-onnx.ts";
import { fakeTrainer, temporaryFolder } from "../main/engine/testing/fake-engine.ts";
import { actorFiles } from "../main/exports/actor-files.ts";
import { propertiesOf } from "../main/exports/actor-metadata.ts";
import { hostileFiles } from "../main/exports/onnx/testing/hostile-onnx.ts";
import { controllerSource } from "../main/exports/testing/sources.ts";
import { peg2d } from "../workers/systems/peg2d.ts";

const trainer = path.join(import.meta.dirname, "../out/main/trainer.cjs");
const source = controllerSource(peg2d);
const [good] = actorFiles(source);
let temporary: ReturnType<typeof temporaryFolder>;
let file: string;

beforeAll(() => {
  temporary = temporaryFolder();
  file = path.join(temporary.folder, "policy.onnx");
});
afterAll(() => temporary.remove());

const evaluation = () => ({
  file,
  task: peg2d.description,
  model: source.model,
  conditions: null,
  condition: null,
  seconds: 1,
  episodes: 1,
  seed: 5,
});

test.each(hostileFiles(good.onnx, propertiesOf(good.metadata)))("$name is refused", async ({ onnx, reason }) => {
  writeFileSync(file, onnx);
  const refusal = await evaluateOnnx(evaluation(), trainer, { computing: 5000, waiting: 60_000 }).catch((e) => e);
  expect(refusal).toMatchObject({ name: "GuidepostError", message: expect.stringMatching(reason) });
  expect(refusal.message).not.toContain("\n");
});

test("the good file is not", async () => {
  writeFileSync(file, good.onnx);
  expect((await evaluateOnnx(evaluation(), trainer)).rollouts).toHaveLength(1);
});

test("what is too large or no regular file is not read", async () => {
  writeFileSync(file, "");
  truncateSync(file, 65 * 2 ** 20);
  await expect(evaluateOnnx(evaluation(), fakeTrainer)).rejects.toThrow(
    /has 68157440 bytes, and the limit is 67108864/,
  );
  await expect(evaluateOnnx({ ...evaluation(), file: temporary.folder }, fakeTrainer)).rejects.toThrow(
    /is no regular file/,
  );
});

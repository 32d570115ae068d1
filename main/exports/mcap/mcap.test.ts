import { McapIndexedReader } from "@mcap/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Quaternion, Vector } from "../../../workers/physics/quaternion.ts";
import { type MotionPhysics, replay } from "../../../workers/physics/replay.ts";
import { sceneOf } from "../../../workers/physics/scene.ts";
import { Simulation } from "../../../workers/physics/simulation.ts";
import { modelText } from "../../../workers/testing/models.ts";
import { type FakeRun, fakeRun } from "../testing/fake-run.ts";
import { writeMcap } from "./mcap.ts";
import { carried, type Pose } from "./poses.ts";
import { scaleOf } from "./scale.ts";
import type { McapSource } from "./source.ts";

type Message = { topic: string; time: number; message: Record<string, unknown> };

interface Transform {
  parent_frame_id: string;
  child_frame_id: string;
  translation: Record<string, number>;
  rotation: Record<"x" | "y" | "z" | "w", number>;
}

let fake: FakeRun;
let source: McapSource;
let physics: MotionPhysics[];
/** Bytes of the file when a rollout was replayed. */
const written: number[] = [];
let reader: McapIndexedReader;
let messages: Message[];
beforeAll(async () => {
  fake = await fakeRun();
  const { detail } = fake.run;
  const simulation = await Simulation.load(modelText(detail.task.model));
  const rollouts = fake.run.rollouts(3);
  physics = rollouts.map((rollout) => replay(simulation, { ...rollout, shifts: [] }, detail.task.actionDim, true));
  const pieces: Buffer[] = [];
  const physicsOf: McapSource["physicsOf"] = async (rollout) => {
    written.push(pieces.reduce((sum, { length }) => sum + length, 0));
    return physics[rollouts.indexOf(rollout)];
  };
  source = { detail, scene: sceneOf(simulation), rollouts, physicsOf };
  simulation.dispose();
  await writeMcap(source, (bytes) => pieces.push(Buffer.from(bytes)));
  const file = Buffer.concat(pieces);
  reader = await McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(file.length),
      read: async (offset, length) => file.subarray(Number(offset), Number(offset + length)),
    },
  });
  messages = [];
  for await (const { channelId, logTime, data } of reader.readMessages()) {
    const topic = reader.channelsById.get(channelId)?.topic ?? "";
    messages.push({ topic, time: Number(logTime) / 1e9, message: JSON.parse(Buffer.from(data).toString()) });
  }
});
afterAll(() => fake.close());

const of = (topic: string) => messages.filter((one) => one.topic === topic);

test("mcap: once the scale is known, a rollout is written before the next one is replayed", () => {
  const [, scaled, first, second] = written;
  expect(written).toHaveLength(4);
  expect(scaled).toBeLessThan(1e5);
  expect(second).toBeGreaterThan(first + 1e6);
});

test("mcap: the metadata have the scale of the arrows", async () => {
  const found: Record<string, string>[] = [];
  for await (const { metadata } of reader.readMetadata({ name: "guidepost.scale" }))
    found.push(Object.fromEntries(metadata));
  const { perNewton, longest, least } = await scaleOf({
    ...source,
    physicsOf: async (rollout) => physics[source.rollouts.indexOf(rollout)],
  });
  expect(found).toEqual([
    { metresPerNewton: String(perNewton), longestArrow: String(longest), leastForce: String(least) },
  ]);
});

test("mcap: topics carry the well-known schemas, as JSON", () => {
  const schemas = [...reader.channelsById.values()].map(({ topic, schemaId, messageEncoding }) => {
    const schema = reader.schemasById.get(schemaId);
    const parsed = JSON.parse(Buffer.from(schema?.data ?? []).toString());
    expect([messageEncoding, schema?.encoding, parsed.title]).toEqual(["json", "jsonschema", schema?.name]);
    return [topic, schema?.name];
  });
  expect(Object.fromEntries(schemas)).toEqual({
    "/tf": "foxglove.FrameTransforms",
    "/scene": "foxglove.SceneUpdate",
    "/forces": "foxglove.SceneUpdate",
    "/rollout": "guidepost.Rollout",
    "/state": "guidepost.State",
    "/action": "guidepost.Action",
    "/cost": "guidepost.Cost",
    "/model": "guidepost.Model",
  });
});

test("mcap: rollouts follow one another, in order of time", () => {
  const starts = of("/rollout");
  expect(starts.map(({ time, message }) => [time, message.sample])).toEqual([
    [0, 0],
    [8.5, 1],
  ]);
  expect(of("/state")).toHaveLength(1600);
  for (const [i, { time }] of messages.entries()) expect(time).toBeGreaterThanOrEqual(messages[i - 1]?.time ?? 0);
});

test("mcap: states and costs are the rollout's, by the task's names", () => {
  const at = of("/state").find(({ time }) => Math.abs(time - 8.5 - 0.37) < 1e-9);
  const rollout = source.rollouts[1];
  expect(Object.values(at?.message ?? {})).toEqual([...rollout.states.subarray(37 * 6, 38 * 6)]);
  expect(Object.keys(at?.message ?? {})[0]).toBe("shoulder_angle");
  const cost = of("/cost")[5].message as Record<string, number>;
  expect(cost.total).toBeCloseTo(cost.distance + cost.effort);
});

test("mcap: the model's error is told of the steps that were foretold", () => {
  const told = of("/model");
  // Of the first rollout, whose last step nothing follows; of the second nothing was foretold.
  expect(told.map(({ message }) => message.error)).toEqual([...(source.rollouts[0].modelErrors?.slice(0, 799) ?? [])]);
  expect(told[37].time).toBeCloseTo(0.37, 9);
});

test("mcap: frames, put together along the tree, have the bodies where the physics has them", () => {
  const transforms = of("/tf")[100].message.transforms as Transform[];
  const { bodies } = source.scene;
  expect(transforms).toHaveLength(bodies.length);
  const centre = transforms.pop();
  const { poses } = physics[0];
  const found = new Map<string, Pose>([["world", { position: [0, 0, 0], orientation: [1, 0, 0, 0] }]]);
  for (const [i, { parent_frame_id, child_frame_id, translation, rotation }] of transforms.entries()) {
    const { x, y, z, w } = rotation;
    const local: Pose = { position: Object.values(translation) as Vector, orientation: [w, x, y, z] as Quaternion };
    const pose = carried(found.get(parent_frame_id) as Pose, local);
    found.set(child_frame_id, pose);
    const row = poses.subarray((100 * bodies.length + i + 1) * 7, (100 * bodies.length + i + 2) * 7);
    for (const [k, value] of [...pose.position, ...pose.orientation].entries()) expect(value).toBeCloseTo(row[k], 5);
  }
  expect(new Set(transforms.map((one) => one.parent_frame_id)).size).toBeGreaterThan(1);
  expect(Object.values(centre?.translation ?? {})).toEqual([...physics[0].centres.subarray(300, 303)]);
});

test("mcap: every shape of the robot is drawn in a frame that is told of", () => {
  const [{ message }] = of("/scene");
  const entities = message.entities as Record<string, unknown[] | string>[];
  const frames = (of("/tf")[0].message.transforms as Record<string, unknown>[]).map((one) => one.child_frame_id);
  for (const { frame_id } of entities) expect(["world", ...frames]).toContain(frame_id);
  const drawn = (type: string, kind: string) => [
    source.scene.geoms.filter((geom) => geom.type === type && geom.rgba[3] > 0).length,
    entities.reduce((sum, entity) => sum + entity[kind].length, 0),
  ];
  const [capsules, cylinders] = drawn("capsule", "cylinders");
  expect(cylinders).toBeGreaterThanOrEqual(capsules);
  expect(drawn("capsule", "spheres")[1]).toBeGreaterThanOrEqual(2 * capsules);
});

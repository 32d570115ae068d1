/**
 * Rollouts of one iteration as an MCAP file, which Lichtblick and Foxglove open. They follow one another in time, each
 * after a pause; messages are JSON.
 *
 *   /tf        foxglove.FrameTransforms   each body in the world
 *   /scene     foxglove.SceneUpdate       the bodies' shapes, once for each rollout
 *   /forces    foxglove.SceneUpdate       contact forces (1 m for 1000 N) and centre of mass
 *   /rollout   guidepost.Rollout          which rollout begins
 *   /state, /action, /cost                named quantities in the task's units
 *   /model                    guidepost.Model  error of the prediction of the next state, where there was one
 */
import { McapWriter } from "@mcap/core";
import type { MotionPhysics } from "../../../workers/trainer-api.ts";
import type { RunDetail, SceneModel } from "../../engine/api.ts";
import type { RecordedRollout } from "../../engine/runs.ts";
import type { Append } from "../run-data.ts";
import { bodyEntities, forceEntity, quaternion, stamp, vector } from "./entities.ts";
import { frameTransforms, quantities, rolloutStart, sceneUpdate } from "./schemas.ts";

/** The format's name. */
export const MCAP = "mcap";

export interface McapSource {
  detail: RunDetail;
  scene: SceneModel;
  rollouts: readonly RecordedRollout[];
  /** Of a rollout, with poses. */
  physicsOf(rollout: RecordedRollout): Promise<MotionPhysics>;
}

/** From the end of a rollout to the start of the next [s]. */
const PAUSE = 0.5;

type Send = (topic: keyof ReturnType<typeof topicsOf>, time: bigint, message: object) => Promise<void>;

/** Writes through `append` as the rollouts are replayed, one after the other. */
export async function writeMcap(source: McapSource, append: Append): Promise<void> {
  let position = 0n;
  const writer = new McapWriter({
    writable: {
      async write(bytes) {
        append(bytes);
        position += BigInt(bytes.length);
      },
      position: () => position,
    },
  });
  const { detail } = source;
  await writer.start({ profile: "", library: `guidepost ${detail.versions.app}` });
  await writer.addMetadata({ name: "guidepost.run", metadata: new Map([["run", JSON.stringify(detail)]]) });
  await writeRollouts(source, await channels(writer, topicsOf(source)));
  await writer.end();
}

/** Schemas by topic. */
function topicsOf({ detail: { task } }: McapSource) {
  const named = (entries: readonly { name: string; unit: string }[]) =>
    entries.map(({ name, unit }) => ({ name: fieldName(name), description: `[${unit}]` }));
  return {
    "/tf": frameTransforms,
    "/scene": sceneUpdate,
    "/forces": sceneUpdate,
    "/rollout": rolloutStart,
    "/state": quantities("guidepost.State", named(task.states)),
    "/action": quantities("guidepost.Action", named(task.actions)),
    "/cost": quantities("guidepost.Cost", [
      { name: "total", description: "Sum of the terms" },
      ...task.costTerms.map(({ name, formula }) => ({ name: fieldName(name), description: formula })),
    ]),
    "/model": quantities("guidepost.Model", [
      { name: "error", description: "One-step error, in multiples of a step's usual change" },
    ]),
  };
}

/** A name as message paths take it: `/state.shoulder_angle`. */
function fieldName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_");
}

async function channels(writer: McapWriter, topics: ReturnType<typeof topicsOf>): Promise<Send> {
  const ids = new Map<string, number>();
  const encoder = new TextEncoder();
  for (const [topic, schema] of Object.entries(topics)) {
    const data = encoder.encode(JSON.stringify(schema));
    const schemaId = await writer.registerSchema({ name: String(schema.title), encoding: "jsonschema", data });
    ids.set(topic, await writer.registerChannel({ topic, schemaId, messageEncoding: "json", metadata: new Map() }));
  }
  let sequence = 0;
  return async (topic, time, message) => {
    const data = encoder.encode(JSON.stringify(message));
    await writer.addMessage({
      channelId: ids.get(topic) ?? 0,
      sequence: sequence++,
      logTime: time,
      publishTime: time,
      data,
    });
  };
}

async function writeRollouts(source: McapSource, send: Send): Promise<void> {
  const { steps, dt } = source.detail.task;
  const frames = frameNames(source.scene);
  let start = 0;
  for (const rollout of source.rollouts) {
    const physics = await source.physicsOf(rollout);
    const begins = nanoseconds(start);
    const { iteration, sample, condition, actor, status, cost, metric, success } = rollout;
    await send("/rollout", begins, { iteration, sample, condition, actor, status, cost, metric, success });
    await send("/scene", begins, { deletions: [], entities: bodyEntities(source.scene, frames, begins) });
    for (let t = 0; t < steps; t++) {
      const time = nanoseconds(start + t * dt);
      await send("/tf", time, transforms(physics.poses, t, frames, time));
      await send("/forces", time, { deletions: [], entities: [forcesAt(physics, t, time)] });
      await writeQuantities(source.detail.task, rollout, t, time, send);
    }
    start += steps * dt + PAUSE;
  }
}

function nanoseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9));
}

/** Unique frame of each body; body 0 is the world. */
function frameNames({ bodies }: SceneModel): string[] {
  const frames: string[] = [];
  for (const [i, { name }] of bodies.entries()) {
    const frame = i === 0 ? "world" : name || `body ${i}`;
    frames.push(frames.includes(frame) ? `${frame} ${i}` : frame);
  }
  return frames;
}

function transforms(poses: Float32Array, step: number, frames: readonly string[], time: bigint): object {
  const first = step * 7 * frames.length;
  const at = (body: number, from: number, to: number) =>
    Array.from(poses.subarray(first + 7 * body + from, first + 7 * body + to));
  return {
    transforms: frames.slice(1).map((child, i) => ({
      timestamp: stamp(time),
      parent_frame_id: "world",
      child_frame_id: child,
      translation: vector(at(i + 1, 0, 3)),
      rotation: quaternion(at(i + 1, 3, 7)),
    })),
  };
}

function forcesAt({ contacts, centres }: MotionPhysics, step: number, time: bigint): object {
  const rows: Float32Array[] = [];
  for (let c = 0; c < contacts.length; c += 7) if (contacts[c] === step) rows.push(contacts.subarray(c, c + 7));
  return forceEntity(rows, Array.from(centres.subarray(3 * step, 3 * step + 3)), time);
}

async function writeQuantities(
  { states, actions, costTerms }: RunDetail["task"],
  rollout: RecordedRollout,
  step: number,
  time: bigint,
  send: Send,
): Promise<void> {
  const named = (entries: readonly { name: string }[], values: Float32Array) =>
    Object.fromEntries(entries.map(({ name }, i) => [fieldName(name), values[step * entries.length + i]]));
  const costs = named(costTerms, rollout.costs);
  await send("/state", time, named(states, rollout.states));
  await send("/action", time, named(actions, rollout.actions));
  await send("/cost", time, { total: Object.values(costs).reduce((sum, value) => sum + value, 0), ...costs });
  const error = rollout.modelErrors?.[step] ?? Number.NaN;
  if (!Number.isNaN(error)) await send("/model", time, { error });
}
